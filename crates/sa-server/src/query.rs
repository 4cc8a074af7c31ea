//! The query of a request: names and values as they came, decoded, the first value of each name.

use actix_web::web;

/// The names and values of a query, in their order. Names are told apart by case.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// A query in which nothing need be decoded, as most are: as it came.
    plain: Box<str>,
    /// The names and values of any other.
    decoded: Vec<(String, String)>,
}

impl Query {
    /// Reads the raw query; one that cannot be decoded holds nothing.
    pub(crate) fn parse(raw: &str) -> Self {
        if !raw.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
            return Self {
                plain: raw.into(),
                decoded: Vec::new(),
            };
        }
        let decoded = web::Query::from_query(raw).map(web::Query::into_inner);
        Self {
            plain: Box::default(),
            decoded: decoded.unwrap_or_default(),
        }
    }

    /// The first value of this name, which may be empty.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        let plain = self.plain.split('&').filter(|pair| !pair.is_empty());
        let plain = plain.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let decoded = self.decoded.iter();
        let mut pairs = plain.chain(decoded.map(|(key, value)| (key.as_str(), value.as_str())));
        pairs.find_map(|(key, value)| (key == name).then_some(value))
    }

    /// The first value of this name, unless it is empty: clients in the field send `docNumber=`
    /// for a parameter that they do not use.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        self.first(name).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn the_first_value_of_a_name_counts_and_names_are_told_apart_by_case() {
        for raw in ["a=1&a=2&A=3&b=%32024&c", "&a=1&&a=2&A=3&b=2024&c&"] {
            let query = Query::parse(raw);
            assert_eq!(query.first("a"), Some("1"));
            assert_eq!(query.first("A"), Some("3"));
            assert_eq!(query.first("b"), Some("2024"));
            assert_eq!(query.first("c"), Some(""));
            assert_eq!(query.first("d"), None);
        }
    }

    #[test]
    fn an_empty_value_is_no_given_one() {
        let query = Query::parse("a=&b=1&=");
        assert_eq!(query.given("a"), None);
        assert_eq!(query.given("b"), Some("1"));
    }
}
