//! What shells and `man` make of what the program says of itself.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::person::Person;
use crate::script::{fails, quietly, said};

/// What a shell would offer behind these words.
fn offered(completions: &Path, words: &[&str]) -> Vec<String> {
    let text = format!(
        "source '{}'; COMP_WORDS=({}); COMP_CWORD={}; \
         _amokey amokey \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        completions.display(),
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        words.len() - 1
    );
    let output = run(Command::new("bash").args(["--norc", "-c", &text]));
    let (code, out, errors) = said(&output);
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{text}");
    out.lines().map(ToOwned::to_owned).collect()
}

fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

#[test]
fn bash_completes_commands_and_options() {
    let person = Person::new("en");
    let text = quietly(&person, &["completions", "bash"]);
    let file = person.home.path().join("amokey.bash");
    std::fs::write(&file, text).unwrap();
    let checked = run(Command::new("bash").arg("-n").arg(&file));
    assert_eq!(said(&checked), (Some(0), String::new(), String::new()));
    assert_eq!(offered(&file, &["amokey", "tok"]), ["token"]);
    assert_eq!(offered(&file, &["amokey", "lead", "c"]), ["contacts"]);
    assert_eq!(offered(&file, &["amokey", "refresh", "--d"]), ["--due"]);
    assert_eq!(offered(&file, &["amokey", "status", "--format", "js"]), ["json"]);
    // Neither a home nor a store was needed for it.
    assert!(!person.data().exists());
}

/// Those of the other shells that are there read what is made for them.
#[test]
fn every_shell_reads_its_completions() {
    let person = Person::new("ru");
    for (shell, check) in [("zsh", &["-n"][..]), ("fish", &["--no-execute"]), ("powershell", &[])] {
        let text = quietly(&person, &["completions", shell]);
        assert!(text.contains("amokey") && text.contains("contacts"), "{text}");
        let file = person.home.path().join(shell);
        std::fs::write(&file, text).unwrap();
        let is_there = |shell| Command::new(shell).arg("--version").output().is_ok();
        if !check.is_empty() && is_there(shell) {
            let checked = run(Command::new(shell).args(check).arg(&file));
            assert_eq!(said(&checked), (Some(0), String::new(), String::new()));
        }
    }
    fails(&person, &["completions", "tcsh"], 2, &["bash", "tcsh"]);
}

#[test]
fn man_shows_a_page_for_the_program_and_for_each_command() {
    let person = Person::new("ru");
    let page = quietly(&person, &["man"]);
    assert!(page.contains(".TH amokey 1"), "{page}");
    let folder = person.home.path().join("pages/man1");
    assert_eq!(quietly(&person, &["man", "--dir", folder.to_str().unwrap()]), "");
    for name in ["amokey", "amokey-token", "amokey-lead-contacts", "amokey-exec"] {
        let file = folder.join(format!("{name}.1"));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(&format!(".TH {name} 1")), "{text}");
        let shown = Command::new("man")
            .args(["--warnings", "-l"])
            .arg(&file)
            .envs([("LC_ALL", "C.UTF-8"), ("MANPAGER", "cat"), ("MANWIDTH", "100")])
            .stdin(Stdio::null())
            .output();
        // Not every machine has a reader of manuals.
        if let Ok(shown) = shown {
            let (code, shown, errors) = said(&shown);
            assert_eq!((code, errors.as_str()), (Some(0), ""));
            assert!(shown.contains("SYNOPSIS") && shown.contains("--help"), "{shown}");
        }
    }
    let taken = person.home.path().join("pages/man1/amokey.1/below");
    fails(&person, &["man", "--dir", taken.to_str().unwrap()], 1, &[]);
}
