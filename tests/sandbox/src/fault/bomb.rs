//! A gzip body that is small on the wire and inflates past any limit.

use std::sync::OnceLock;

use bytes::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// What one repeated piece inflates to.
const PIECE: usize = 1 << 20;

/// How often it is repeated: 1 GiB in all.
const REPEATS: usize = 1 << 10;

/// `{"message":"000…"}`, a valid JSON text of 1 GiB, as about 1 MB of valid gzip.
///
/// A deflate stream flushed in full can be continued by any piece compressed apart, so one piece
/// is compressed and repeated.
pub(super) fn bomb() -> Bytes {
    static BOMB: OnceLock<Bytes> = OnceLock::new();
    BOMB.get_or_init(|| {
        let zeros = vec![b'0'; PIECE];
        let mut checksum = Crc::new();
        let mut body = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        let mut add = |text: &[u8], repeats: usize| {
            let piece = deflate(text);
            let mut sum = Crc::new();
            sum.update(text);
            for _ in 0..repeats {
                body.extend_from_slice(&piece);
                checksum.combine(&sum);
            }
        };
        add(br#"{"message":""#, 1);
        add(&zeros, REPEATS);
        add(br#""}"#, 1);
        // The last block, empty.
        body.extend_from_slice(&[3, 0]);
        body.extend_from_slice(&checksum.sum().to_le_bytes());
        body.extend_from_slice(&checksum.amount().to_le_bytes());
        Bytes::from(body)
    })
    .clone()
}

fn deflate(text: &[u8]) -> Vec<u8> {
    let mut piece = Vec::with_capacity(text.len() / 500 + 128);
    let mut deflater = Compress::new(Compression::best(), false);
    // The room is ample; were it not, the bomb would be a broken stream, which a test would see.
    let _ = deflater.compress_vec(text, &mut piece, FlushCompress::Full);
    piece
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn it_is_small_and_inflates_to_a_gibibyte_of_json() {
        let body = bomb();
        assert!(body.len() < 2 << 20, "{} bytes", body.len());
        let mut inflated = flate2::read::GzDecoder::new(&*body);
        let mut start = [0; 16];
        inflated.read_exact(&mut start).unwrap();
        assert_eq!(&start, br#"{"message":"0000"#);
        // Reading to the end checks the checksum and the length too.
        let rest = std::io::copy(&mut inflated, &mut std::io::sink()).unwrap();
        assert_eq!(rest + 16, (1 << 30) + 14);
    }
}
