//! The source as the rules see it: without comments and without tests.

use std::path::{Path, PathBuf};

/// A file of `src`.
pub struct Source {
    /// Its path below `src`, with `/`.
    pub path: String,
    /// Its text, as it is.
    pub text: String,
}

impl Source {
    /// The folder right below `src`; nothing for `lib.rs` and `main.rs`.
    pub fn room(&self) -> Option<&str> {
        self.path.split_once('/').map(|(room, _)| room)
    }

    /// Whether the whole file is a test.
    pub fn is_test(&self) -> bool {
        self.path.split('/').any(|part| matches!(part, "tests" | "tests.rs"))
    }

    /// The code without comments, up to the tests at its end.
    pub fn code(&self) -> String {
        code(&self.text)
    }
}

/// The code without comments, up to the tests at its end.
pub fn code(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Every file of `src`.
pub fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&src).unwrap();
                sources.push(Source {
                    path: below.to_str().unwrap().replace('\\', "/"),
                    text: std::fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}
