//! Hides bytes on disk: XChaCha20-Poly1305, the cipher of RFC 8439 with a nonce of 24 bytes, which may be
//! picked at random. What is hidden speaks of one thing and cannot be read as if it spoke of another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// How many random bytes stand before what is hidden.
pub const NONCE: usize = 24;

/// Hides bytes that speak of `about` under a secret. The nonce must be random, and used once.
pub fn hide(secret: &[u8; 32], (nonce, about): ([u8; NONCE], &[u8]), bytes: &[u8]) -> Vec<u8> {
    let payload = Payload {
        msg: bytes,
        aad: about,
    };
    let hidden = XChaCha20Poly1305::new(secret.into()).encrypt(&XNonce::from(nonce), payload);
    let hidden =
        hidden.unwrap_or_else(|_| unreachable!("memory holds fewer bytes than the cipher takes"));
    [nonce.as_slice(), &hidden].concat()
}

/// What was hidden; nothing under another secret, about another thing, or when a bit was changed.
pub fn reveal(secret: &[u8; 32], about: &[u8], hidden: &[u8]) -> Option<Vec<u8>> {
    let (nonce, hidden) = hidden.split_first_chunk::<NONCE>()?;
    let payload = Payload {
        msg: hidden,
        aad: about,
    };
    let cipher = XChaCha20Poly1305::new(secret.into());
    cipher.decrypt(&XNonce::from(*nonce), payload).ok()
}

#[test]
fn what_is_hidden_is_read_by_its_secret_about_its_thing_and_unchanged() {
    let (secret, nonce) = ([7; 32], [9; NONCE]);
    let hidden = hide(&secret, (nonce, b"one"), b"ethnicity 39: 12");
    assert!(!hidden.windows(4).any(|part| part == b"ethn"));
    assert_eq!(
        reveal(&secret, b"one", &hidden).as_deref(),
        Some(b"ethnicity 39: 12".as_slice())
    );
    assert_eq!(reveal(&[8; 32], b"one", &hidden), None);
    assert_eq!(reveal(&secret, b"two", &hidden), None);
    assert_eq!(reveal(&secret, b"one", b"short"), None);
    for at in 0..hidden.len() {
        let mut changed = hidden.clone();
        changed[at] ^= 1;
        assert_eq!(reveal(&secret, b"one", &changed), None, "byte {at}");
    }
}

/// The vector of draft-irtf-cfrg-xchacha-03, appendix A.3.1.
#[test]
fn the_cipher_is_the_published_one() {
    let bytes = |hex: &str| -> Vec<u8> {
        let pairs = hex.as_bytes().chunks(2);
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16);
        pairs.map(|pair| byte(pair).unwrap()).collect()
    };
    let secret: Vec<u8> = (0x80..=0x9f).collect();
    let nonce: Vec<u8> = (0x40..=0x57).collect();
    let words = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    let about = bytes("50515253c0c1c2c3c4c5c6c7");
    let hidden = hide(
        &secret.try_into().unwrap(),
        (nonce.try_into().unwrap(), &about),
        words.as_bytes(),
    );
    assert_eq!(
        hidden[NONCE..NONCE + 16],
        bytes("bd6d179d3e83d43b9576579493c0e939")[..]
    );
    assert_eq!(
        hidden[hidden.len() - 16..],
        bytes("c0875924c1c7987947deafd8780acf49")[..]
    );
}
