//! `Arn`: the agent reference number; its check letter on request.
//!
//! Source: github hmrc/domain (`AgentBusinessUtr`, `^[A-Z]ARN\d{7}$`, either case on input) and
//! github hmrc/api-platform-test-user.

use arrayvec::ArrayString;

use crate::check_character::modulus_23;
#[cfg(feature = "generate")]
use crate::identifier::joined;
use crate::identifier::{Fault, identifier, masked_in_logs, read_exact};

identifier! {
    /// An agent reference number: a letter, `ARN` and seven digits. Small letters are taken and
    /// kept as capitals, so that one agent has one text.
    ///
    /// ```
    /// use sa_validate::Arn;
    ///
    /// assert_eq!(Arn::parse("jarn1234567")?, Arn::parse("JARN1234567")?);
    /// assert!(Arn::parse("JARN1234567 ").is_err()); // nothing is trimmed
    /// # Ok::<(), sa_validate::ArnError>(())
    /// ```
    Arn: 11, ArnError, "an ARN is a letter, ARN and 7 digits", shape,
    examples {
        takes "AARN1234567", "The check letter, here a wrong one, is not looked at.";
        refuses "JARN123456", "an ARN is a letter, ARN and 7 digits, found 10 characters";
        faults "JARM1234567", Character { found: 'M', at: 4 };
        writes "jArn1234567", "JARN1234567", "Always in capitals.";
    }
}
masked_in_logs!(Arn: 11, "JARN1234567", "********567");

impl Arn {
    /// Whether the first letter checks the ten characters that follow (modulus 23).
    ///
    /// ```
    /// use sa_validate::Arn;
    ///
    /// assert!(Arn::parse("jarn1234567")?.has_valid_check_letter());
    /// assert!(!Arn::parse("AARN1234567")?.has_valid_check_letter());
    /// # Ok::<(), sa_validate::ArnError>(())
    /// ```
    pub fn has_valid_check_letter(&self) -> bool {
        match self.0.as_bytes().split_first() {
            Some((check, rest)) => modulus_23(rest) == Some(*check),
            None => false,
        }
    }
}

#[cfg(feature = "generate")]
impl Arn {
    /// A random ARN with the right check letter.
    ///
    /// ```
    /// use sa_validate::{Arn, generate::Generator};
    ///
    /// assert!(Arn::generate(&mut Generator::from_seed(1)).has_valid_check_letter());
    /// ```
    pub fn generate(random: &mut crate::generate::Generator) -> Self {
        let rest = joined::<10>(&["ARN", &random.digits::<7>()]);
        let check = modulus_23(rest.as_bytes()).map_or('A', char::from);
        Self(joined(&[check.encode_utf8(&mut [0; 4]), &rest]))
    }
}

#[inline]
fn shape(text: &str) -> Result<ArrayString<11>, Fault> {
    let capitals = read_exact(text, |place, byte| match place {
        0 => byte.is_ascii_uppercase(),
        1 => byte == b'A',
        2 => byte == b'R',
        3 => byte == b'N',
        _ => byte.is_ascii_digit(),
    });
    capitals.or_else(|_fault| either_case(text))
}

#[cold]
fn either_case(text: &str) -> Result<ArrayString<11>, Fault> {
    let mut arn: ArrayString<11> = read_exact(text, |place, byte| match place {
        0 => byte.is_ascii_alphabetic(),
        1 => byte.eq_ignore_ascii_case(&b'A'),
        2 => byte.eq_ignore_ascii_case(&b'R'),
        3 => byte.eq_ignore_ascii_case(&b'N'),
        _ => byte.is_ascii_digit(),
    })?;
    arn.make_ascii_uppercase();
    Ok(arn)
}
