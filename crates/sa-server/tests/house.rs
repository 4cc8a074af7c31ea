//! The house rules that no lint knows. Each complaint names the file and the remedy.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

const MOST_LINES: usize = 400;
const MOST_HANDLER_LINES: usize = 25;
/// Lower crates first: a crate may depend only on those before it.
const LAYERS: [&str; 5] = [
    "sa-validate",
    "sa-model",
    "sa-ledger",
    "sa-store",
    "sa-server",
];
const BANNED_NAMES: [&str; 7] = [
    "mod.rs",
    "utils.rs",
    "util.rs",
    "helpers.rs",
    "common.rs",
    "misc.rs",
    "types.rs",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the workspace")
}

fn rust_files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn every_rust_file() -> Vec<PathBuf> {
    let mut files = Vec::new();
    rust_files(&root().join("crates"), &mut files);
    rust_files(&root().join("examples"), &mut files);
    assert!(
        files.len() > 50,
        "the house has rooms, found {}",
        files.len()
    );
    files
}

fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn no_file_is_long_and_each_says_first_what_it_holds() {
    let mut complaints = Vec::new();
    for file in every_rust_file() {
        let text = fs::read_to_string(&file).expect("a file");
        let lines = text.lines().count();
        if lines > MOST_LINES {
            complaints.push(format!(
                "{}: {lines} lines; part it by subject",
                file.display()
            ));
        }
        if !text
            .trim_start_matches("#![cfg(test)]")
            .trim_start()
            .starts_with("//!")
        {
            complaints.push(format!(
                "{}: say first, with //!, what it holds",
                file.display()
            ));
        }
    }
    complain(&complaints);
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let named = |file: &PathBuf| {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        BANNED_NAMES
            .contains(&name.as_str())
            .then(|| format!("{}: name it for what it holds", file.display()))
    };
    complain(
        &every_rust_file()
            .iter()
            .filter_map(named)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn no_file_carries_work_left_undone() {
    let mut complaints = Vec::new();
    for file in every_rust_file()
        .iter()
        .filter(|file| !file.ends_with("tests/house.rs"))
    {
        let text = fs::read_to_string(file).expect("a file");
        for mark in ["FIXME", "TODO", "XXX", "#[ignore", "#[should_panic"] {
            if text.contains(mark) {
                complaints.push(format!(
                    "{}: holds {mark}; do it or drop it",
                    file.display()
                ));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn dependencies_among_the_crates_point_down() {
    let mut complaints = Vec::new();
    for (layer, name) in LAYERS.iter().enumerate() {
        let manifest = root().join("crates").join(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        for upper in LAYERS.iter().skip(layer + 1) {
            if text.lines().any(|line| line.starts_with(upper)) {
                complaints.push(format!("{name} depends on {upper}: arrows point down only"));
            }
        }
    }
    complain(&complaints);
}

/// What the tests of the server do to a database's file the server itself leaves to the store.
#[test]
fn only_the_store_speaks_to_a_database() {
    let mut complaints = Vec::new();
    for name in LAYERS.iter().filter(|name| **name != "sa-store") {
        let manifest = root().join("crates").join(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        let (code, _tests) = text.split_once("[dev-dependencies]").expect("two parts");
        for database in ["rusqlite", "tokio-postgres"] {
            if code.lines().any(|line| line.starts_with(database)) {
                complaints.push(format!("{name} uses {database}; ask sa-store"));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn every_library_crate_forbids_unsafe_code() {
    for name in LAYERS {
        let file = root().join("crates").join(name).join("src/lib.rs");
        let text = fs::read_to_string(&file).expect("a library");
        assert!(
            text.contains("#![forbid(unsafe_code)]"),
            "{}: forbid it",
            file.display()
        );
    }
}

/// Collects the async functions that are longer than a handler may be.
struct LongHandlers<'a> {
    file: &'a Path,
    complaints: Vec<String>,
}

impl<'ast> Visit<'ast> for LongHandlers<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if function.sig.asyncness.is_some() {
            let span = function.block.brace_token.span;
            let lines = span
                .close()
                .start()
                .line
                .saturating_sub(span.open().start().line);
            if lines > MOST_HANDLER_LINES {
                self.complaints.push(format!(
                    "{}: {} has {lines} lines; a handler parses, calls, renders",
                    self.file.display(),
                    function.sig.ident
                ));
            }
        }
        syn::visit::visit_item_fn(self, function);
    }
}

#[test]
fn handlers_are_short() {
    let mut complaints = Vec::new();
    let mut files = Vec::new();
    rust_files(&root().join("crates/sa-server/src"), &mut files);
    for file in &files {
        let text = fs::read_to_string(file).expect("a file");
        let syntax = syn::parse_file(&text).expect("Rust");
        let mut visitor = LongHandlers {
            file,
            complaints: Vec::new(),
        };
        visitor.visit_file(&syntax);
        complaints.append(&mut visitor.complaints);
    }
    complain(&complaints);
}

/// Collects the errors' fields that hold a cause and do not say so: it would be told to nobody.
struct HiddenCauses<'a> {
    file: &'a Path,
    complaints: Vec<String>,
}

impl HiddenCauses<'_> {
    fn look_at<'ast>(
        &mut self,
        name: &syn::Ident,
        attributes: &[syn::Attribute],
        fields: impl Iterator<Item = &'ast syn::Field>,
    ) {
        let derived = |attribute: &&syn::Attribute| attribute.path().is_ident("derive");
        let is_error = attributes.iter().filter(derived).any(|derived| {
            let list = derived.meta.require_list().expect("a list");
            list.tokens.to_string().contains("Error")
        });
        for field in fields.filter(|_| is_error) {
            let is_cause = field
                .ident
                .as_ref()
                .is_some_and(|field| field == "cause" || field == "error");
            let says_so = field.attrs.iter().any(|attribute| {
                attribute.path().is_ident("source") || attribute.path().is_ident("from")
            });
            if is_cause && !says_so {
                self.complaints.push(format!(
                    "{}: {name} has a cause that is no #[source]",
                    self.file.display()
                ));
            }
        }
    }
}

impl<'ast> Visit<'ast> for HiddenCauses<'_> {
    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        let fields = item.variants.iter().flat_map(|variant| &variant.fields);
        self.look_at(&item.ident, &item.attrs, fields);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.look_at(&item.ident, &item.attrs, item.fields.iter());
    }
}

#[test]
fn every_cause_of_an_error_is_told() {
    let mut complaints = Vec::new();
    for file in every_rust_file() {
        let text = fs::read_to_string(&file).expect("a file");
        let mut visitor = HiddenCauses {
            file: &file,
            complaints: Vec::new(),
        };
        visitor.visit_file(&syn::parse_file(&text).expect("Rust"));
        complaints.append(&mut visitor.complaints);
    }
    complain(&complaints);
}
