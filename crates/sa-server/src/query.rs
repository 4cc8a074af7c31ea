//! The query of a request: names and values as they came, decoded, the first value of each name.

use actix_web::web;

/// The names and values of a query, in their order. Names are told apart by case.
#[derive(Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the raw query; one that cannot be decoded holds nothing.
    pub(crate) fn parse(raw: &str) -> Self {
        if raw.is_empty() {
            return Self::default();
        }
        Self(
            web::Query::from_query(raw)
                .map(web::Query::into_inner)
                .unwrap_or_default(),
        )
    }

    /// The first value of this name, which may be empty.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
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
        let query = Query::parse("a=1&a=2&A=3&b=%32024&c");
        assert_eq!(query.first("a"), Some("1"));
        assert_eq!(query.first("A"), Some("3"));
        assert_eq!(query.first("b"), Some("2024"));
        assert_eq!(query.first("c"), Some(""));
        assert_eq!(query.first("d"), None);
    }

    #[test]
    fn an_empty_value_is_no_given_one() {
        let query = Query::parse("a=&b=1&=");
        assert_eq!(query.given("a"), None);
        assert_eq!(query.given("b"), Some("1"));
    }
}
