//! What is written is read back; what is no value is refused.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::reader::read;
use super::writer::write;

fn written(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(value, &mut bytes).unwrap();
    bytes
}

#[test]
fn a_number_of_any_length_is_read_as_it_was_written() {
    for bit in 0..64 {
        for number in [1_u64 << bit, (1_u64 << bit) - 1, u64::MAX >> bit] {
            let signed = number.cast_signed();
            let pair = (number, signed, signed.wrapping_neg());
            // Alone at the end, and with others behind it.
            assert_eq!(read(&written(&number)), Ok(number));
            assert_eq!(read(&written(&(pair, [0_u8; 9]))), Ok((pair, [0_u8; 9])));
        }
    }
}

#[test]
fn every_kind_of_value_is_read_as_it_was_written() {
    let value = (
        (true, 'é', -1_i8, 300_u16, None::<u8>),
        vec![Some("é".to_owned()), None, Some(String::new())],
        BTreeMap::from([(1_u32, "one".to_owned()), (2, "two".to_owned())]),
        (Ok::<u8, ()>(7), Err::<u8, i32>(-7)),
    );
    assert_eq!(read(&written(&value)), Ok(value));
}

#[test]
fn what_is_not_wholly_a_value_is_refused() {
    for (bytes, fault) in [
        (&[][..], Fault::Short),
        (&[1], Fault::Short),
        (&[1, 0x80], Fault::Short),
        (&[2, 1, 1], Fault::Long),
        (&[1, 1, b'x'], Fault::Long),
        (&[2, 0x80, 2], Fault::Number),
        (
            &[10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2],
            Fault::Number,
        ),
    ] {
        assert_eq!(read::<u8>(bytes), Err(fault), "{bytes:?}");
    }
    for (bytes, fault) in [
        (&[1, 1][..], Fault::Text),
        (&[1, 1, 0xff], Fault::Text),
        (&[1, 1, 0xc3, 0xa9], Fault::Text),
    ] {
        assert_eq!(read::<&str>(bytes), Err(fault), "{bytes:?}");
    }
    assert_eq!(
        read::<Vec<u64>>(&[5, 255, 255, 255, 255, 15]),
        Err(Fault::Short)
    );
}
