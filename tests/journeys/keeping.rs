//! A machine without a keychain, met in the wizard.

use std::fs;

use crate::files::mode;
use crate::person::Person;
use crate::script::quietly;

/// No session bus, nothing said in the environment: from the first question to a connected account, and then in a process
/// that knows nothing of it.
#[test]
fn without_a_keychain_the_wizard_leads_to_a_connected_account_in_a_sealed_file() {
    let person = Person::new("en").finding("AMOKEY_STORE", "");
    let ready = person.sandbox.ready();
    let mut terminal = person.runs(&["setup", "--sandbox", person.sandbox.origin()]);
    terminal.sees("There is no keychain here.").types(&ready.account).types("<enter>");
    terminal.sees("keep them in a sealed file").sees("sealed.key").types("<enter>");
    terminal.sees("how do you want to get in?").types("<enter>");
    person.reads_how_it_is_made(&mut terminal);
    // Both were copied together.
    terminal.pastes(&format!("{}\n{}", ready.client_secret, ready.client_id));
    terminal.sees("64 characters").types("<ctrl-u>").types(&ready.redirect_uri).types("<enter>");
    person.consents();
    terminal.sees("is connected").sees("sealed file").types("<enter>");
    assert!(terminal.sees("1 profile").types("q").ends().success());
    assert_eq!(terminal.left_behind(), "");
    assert!(quietly(&person, &["token"]).starts_with("eyJ"));
    let key = person.home.path().join(".config/amokey/sealed.key");
    assert_eq!(mode(&key), 0o600);
    assert_eq!(mode(key.parent().unwrap()), 0o700);
    let settings = fs::read_to_string(person.data().join("config.toml")).unwrap();
    assert!(settings.contains("store = \"file\"") && settings.contains("key_file"), "{settings}");
}
