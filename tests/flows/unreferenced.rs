//! Every snapshot belongs to a test: what nobody compares any more must go.

use std::fs;
use std::path::Path;

#[test]
fn every_snapshot_is_compared_by_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flows");
    let mut left = Vec::new();
    for entry in fs::read_dir(folder.join("snapshots")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let (module, name) = file
            .strip_suffix(".snap")
            .and_then(|stem| stem.strip_prefix("amokey__flows__"))
            .and_then(|stem| stem.split_once("__"))
            .unwrap_or_else(|| panic!("{file} is no snapshot of a flow"));
        let source = fs::read_to_string(folder.join(format!("{module}.rs"))).unwrap_or_default();
        if !compares(&source, name) {
            left.push(file);
        }
    }
    assert!(left.is_empty(), "no test compares {left:#?}: delete them");
}

/// Whether a snapshot of that name is compared: it is called after its function, or by the name that it is given there
/// or in a row of a table.
fn compares(source: &str, name: &str) -> bool {
    let body = source
        .split_once(&format!("\nfn {name}("))
        .and_then(|(_, after)| after.split_once("\n}\n"))
        .map_or("", |(body, _)| body);
    let mut compared = body.split("assert_snapshot!(").skip(1);
    source.contains(&format!("(\"{name}\", ")) || compared.any(|it| !it.starts_with('"'))
}

#[test]
fn a_snapshot_without_a_test_is_noticed() {
    let source = "\n#[test]\nfn kept() {\n    assert_snapshot!(frame());\n    assert_snapshot!(\"named\", frame());\n}\n\
                  \nfn other() {\n    assert_snapshot!(\"named_too\", frame());\n}\n\
                  \nconst ROWS: [Row; 1] = [(\"row\", frame)];\n";
    for (name, compared) in [
        ("kept", true),
        ("named", true),
        ("named_too", true),
        ("row", true),
        ("other", false),
        ("gone", false),
    ] {
        assert_eq!(compares(source, name), compared, "{name}");
    }
}
