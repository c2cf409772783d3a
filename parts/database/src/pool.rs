//! Connections that wait to be used: so many at a time, and no more.

use crate::{Connection, DatabaseFault};
use std::sync::{Condvar, Mutex};

/// Places for connections; one that is empty opens its connection when it is first taken.
#[derive(Debug)]
pub(crate) struct Pool {
    idle: Mutex<Vec<Option<Connection>>>,
    freed: Condvar,
}

impl Pool {
    pub(crate) fn new(places: usize) -> Self {
        Self {
            idle: Mutex::new((0..places).map(|_| None).collect()),
            freed: Condvar::new(),
        }
    }

    /// A place, once one is free.
    pub(crate) fn take(&self) -> Result<Place<'_>, DatabaseFault> {
        let mut idle = self.idle.lock().map_err(|_| DatabaseFault::Poisoned)?;
        loop {
            if let Some(connection) = idle.pop() {
                return Ok(self.place(connection));
            }
            idle = self.freed.wait(idle).map_err(|_| DatabaseFault::Poisoned)?;
        }
    }

    /// The same without waiting; nothing when no place is free.
    pub(crate) fn take_free(&self) -> Result<Option<Place<'_>>, DatabaseFault> {
        let mut idle = self.idle.lock().map_err(|_| DatabaseFault::Poisoned)?;
        Ok(idle.pop().map(|connection| self.place(connection)))
    }

    fn place(&self, connection: Option<Connection>) -> Place<'_> {
        Place {
            pool: self,
            connection: connection.filter(Connection::is_usable),
        }
    }

    fn give(&self, connection: Option<Connection>) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(connection);
            self.freed.notify_one();
        }
    }
}

/// Holds a place of the pool and gives it back, also when the work fails. A place whose work
/// panicked goes back empty, and the next one opens a new connection.
pub(crate) struct Place<'a> {
    pool: &'a Pool,
    pub(crate) connection: Option<Connection>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let connection = if std::thread::panicking() {
            None
        } else {
            self.connection.take()
        };
        self.pool.give(connection);
    }
}
