//! Signs bytes with Ed25519 (RFC 8032) and says whether a signature holds; hides bytes on disk. A key is made from
//! randomness that is handed in, and kept in a file that only its owner can read. A key's id is that
//! of a signed note (C2SP `signed-note`).

mod file;
mod hidden;
mod text;

pub use file::{KeyFault, KeyFile};
pub use hidden::{NONCE, hide, reveal};

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt;

/// A key that signs. It is never shown.
pub struct Key(SigningKey);

/// What others need to check a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// A signature over some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Key {
    /// The key of 32 bytes of randomness.
    pub fn from_randomness(randomness: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&randomness))
    }

    /// The key that checks what this one signs.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// A secret of its own for a purpose, from which nothing of this one or of another purpose follows:
    /// HMAC-SHA-256 (RFC 2104) of the purpose.
    pub fn derived(&self, purpose: &[u8]) -> [u8; 32] {
        let mut keyed = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.as_bytes())
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        keyed.update(b"a secret for a purpose\0");
        keyed.update(purpose);
        keyed.finalize().into_bytes().into()
    }

    /// The signature over bytes: the same for the same bytes.
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes).to_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({})", self.public())
    }
}

impl PublicKey {
    /// The key of a text of 64 hexadecimal digits; nothing when it is no key, or a weak one.
    pub fn from_text(text: &str) -> Option<Self> {
        let key = VerifyingKey::from_bytes(&text::from_hex(text)?).ok()?;
        (!key.is_weak()).then_some(Self(key))
    }

    /// The key's 32 bytes (RFC 8032, section 5.1.5).
    pub fn bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether the signature is this key's, over exactly these bytes.
    pub fn verify(&self, bytes: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0.verify_strict(bytes, &signature).is_ok()
    }

    /// The id of the key under a name, as signed notes compute it: eight hexadecimal digits. It tells
    /// keys apart that were made honestly; somebody can search for another key with the same id.
    pub fn id(&self, name: &str) -> String {
        const ED25519: u8 = 1;
        let hash = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.0.as_bytes())
            .finalize();
        text::hex(hash.get(..4).unwrap_or_default())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&text::hex(self.0.as_bytes()))
    }
}

impl Signature {
    /// Its 64 bytes (RFC 8032, section 5.1.6).
    pub fn bytes(&self) -> [u8; 64] {
        self.0
    }

    /// The signature of a text of 128 hexadecimal digits.
    pub fn from_text(text: &str) -> Option<Self> {
        text::from_hex(text).map(Self)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&text::hex(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(randomness: &str) -> Key {
        Key::from_randomness(text::from_hex(randomness).unwrap())
    }

    #[test]
    fn the_published_vectors_of_rfc_8032_hold() {
        for (secret, public, message, signature) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                &b""[..],
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                &b"\x72"[..],
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
        ] {
            let key = key(secret);
            assert_eq!(key.public().to_string(), public);
            assert_eq!(key.sign(message).to_string(), signature);
            let read = PublicKey::from_text(public).unwrap();
            assert!(read.verify(message, &Signature::from_text(signature).unwrap()));
        }
    }

    #[test]
    fn another_key_changed_bytes_and_a_changed_signature_do_not_hold() {
        let key = Key::from_randomness([7; 32]);
        let signature = key.sign(b"harbour");
        assert!(key.public().verify(b"harbour", &signature));
        assert!(!key.public().verify(b"Harbour", &signature));
        let other = Key::from_randomness([8; 32]);
        assert!(!other.public().verify(b"harbour", &signature));
        for at in 0..64 {
            let mut changed = signature;
            changed.0[at] ^= 1;
            assert!(!key.public().verify(b"harbour", &changed));
        }
    }

    #[test]
    fn what_is_no_key_or_no_signature_is_not_read() {
        let of_order_one = format!("01{}", "0".repeat(62));
        let upper_case = key(&"07".repeat(32)).public().to_string().to_uppercase();
        for text in ["", "zz", "d75a", of_order_one.as_str(), upper_case.as_str()] {
            assert!(PublicKey::from_text(text).is_none(), "{text}");
            assert!(Signature::from_text(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_id_of_a_key_is_that_of_a_signed_note() {
        let key = Key::from_randomness([7; 32]).public();
        let mut bytes = b"harbour\n\x01".to_vec();
        bytes.extend(text::from_hex::<32>(&key.to_string()).unwrap());
        let hash = Sha256::digest(&bytes);
        assert_eq!(key.id("harbour"), text::hex(&hash[..4]));
        assert_ne!(key.id("harbour"), key.id("lantern"));
    }

    #[test]
    fn a_key_never_shows_its_secret() {
        let key = Key::from_randomness([7; 32]);
        assert!(!format!("{key:?}").contains(&"07".repeat(32)));
    }

    #[test]
    fn a_secret_is_the_same_for_a_key_and_a_purpose_alone() {
        let one = Key::from_randomness([1; 32]);
        assert_eq!(one.derived(b"people"), one.derived(b"people"));
        assert_ne!(one.derived(b"people"), one.derived(b"places"));
        let other = Key::from_randomness([2; 32]);
        assert_ne!(one.derived(b"people"), other.derived(b"people"));
        assert_ne!(one.derived(b"people"), [1; 32]);
    }
}
