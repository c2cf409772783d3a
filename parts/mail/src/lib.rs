//! Sends letters through one mail server (RFC 5321), each to one address. It never listens, never tries
//! again by itself, and never speaks without TLS to another machine. A password is shown nowhere.

mod address;
mod letter;
mod server;

pub use address::{Address, AddressRefused};
pub use letter::{Enclosure, Letter, on_one_line};
pub use server::{Account, NotTaken, Password, Secured, Server, SetUp, SetUpRefused};
