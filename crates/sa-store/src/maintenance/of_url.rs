//! Which store a URL names, for what its owner does with it.

/// Opens the store that a URL names, by the type of this name that each kind of store has, and
/// gives what comes of it; a store in memory is another one each time it is opened, so that nothing
/// comes of it.
macro_rules! of_url {
    ($url:expr, $opened_as:ident, |$store:ident| $work:expr) => {
        match $url {
            #[cfg(feature = "sqlite")]
            crate::StoreUrl::Sqlite(path) => {
                let $store = crate::sqlite::$opened_as::open(path)?;
                Ok($work.await?)
            }
            #[cfg(feature = "sqlite")]
            crate::StoreUrl::SqliteMemory => Ok(Default::default()),
            #[cfg(not(feature = "sqlite"))]
            crate::StoreUrl::Sqlite(_) | crate::StoreUrl::SqliteMemory => {
                Err(crate::OpenError::NotBuiltIn { feature: "sqlite" })
            }
            #[cfg(feature = "postgres")]
            crate::StoreUrl::Postgres(url) => {
                let $store = crate::postgres::$opened_as::open(url).await?;
                Ok($work.await?)
            }
            #[cfg(not(feature = "postgres"))]
            crate::StoreUrl::Postgres(_) => Err(crate::OpenError::NotBuiltIn {
                feature: "postgres",
            }),
        }
    };
}

pub(super) use of_url;
