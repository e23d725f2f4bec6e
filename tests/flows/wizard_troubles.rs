//! Every trouble leads to the step that can mend it, with everything typed kept.

use amokey::app::model::Entry;
use amokey::app::wizard::Step;
use amokey::app::wizard::consent::Phase;
use amokey::app::wizard::credentials::Slot;
use amokey::app::{Effect, Model, Msg, Screen};
use amokey::domain::consent::{Order, Progress};
use amokey::domain::lang::Lang;
use amokey::domain::profile::Profile;
use amokey::domain::sandbox_origin::SandboxOrigin;
use amokey::domain::trouble::Cause;

use crate::connecting::{ID, SECRET, credentials, order, ticket};
use crate::harness::{Journey, facts};
use crate::samples::{acme, name, only};

/// Where a journey is.
#[derive(Debug, PartialEq)]
enum At {
    Account,
    Keys(Slot),
    Retry,
    Elsewhere,
}

fn at(model: &Model) -> At {
    let Screen::Wizard(wizard) = &model.screen else {
        return At::Elsewhere;
    };
    match wizard.step() {
        Step::Account(_) => At::Account,
        Step::Credentials(step) => At::Keys(step.at),
        Step::Consent(step) if matches!(step.phase, Phase::Failed(_)) => At::Retry,
        _ => At::Elsewhere,
    }
}

#[test]
fn each_cause_leads_to_its_step_and_is_explained_there() {
    let secret = || "client_secret".to_owned();
    for (cause, expected) in [
        (Cause::InvalidAccount, At::Account),
        (Cause::NoSuchAccount, At::Account),
        (Cause::WrongClient, At::Keys(Slot::ClientId)),
        (
            Cause::MissingParameter { name: secret() },
            At::Keys(Slot::ClientSecret),
        ),
        (Cause::CodeOfAnotherIntegration, At::Keys(Slot::ClientId)),
        (Cause::WrongIntegration, At::Keys(Slot::ClientId)),
        (Cause::RedirectUriMismatch, At::Keys(Slot::RedirectUri)),
        (
            Cause::PortTaken {
                port: 18497,
                holder: None,
            },
            At::Keys(Slot::RedirectUri),
        ),
        (
            Cause::PortForbidden { port: 80 },
            At::Keys(Slot::RedirectUri),
        ),
        (Cause::Denied, At::Retry),
        (Cause::ConsentTimedOut, At::Retry),
        (Cause::WrongAttempt, At::Retry),
        (
            Cause::WrongAccount {
                expected: "acme.amocrm.ru".into(),
                got: "other.amocrm.ru".into(),
            },
            At::Retry,
        ),
        (Cause::CodeExpired, At::Retry),
        (Cause::CodeUsed, At::Retry),
        (Cause::CodeGarbled, At::Retry),
        (Cause::Refused, At::Retry),
        (Cause::Unreachable, At::Retry),
        (Cause::StoreLocked, At::Retry),
        (Cause::Blocked, At::Retry),
        (Cause::Internal, At::Retry),
    ] {
        let (mut journey, asked) = Journey::first_time().at_waiting();
        journey.effects();
        journey.go_on(asked, Progress::Failed(cause.clone().into()));
        assert_eq!(at(&journey.model), expected, "{cause:?}");
        let words = amokey::i18n::Catalog::new(Lang::En);
        let what = words.explain(&cause.clone().into()).what;
        let first_words: String = what.chars().take(40).collect();
        assert!(journey.text().contains(&first_words), "{cause:?}");

        // Nothing has to be typed again: Enter alone asks for the same once more.
        let mut again = None;
        for _ in 0..6 {
            let mut effects = journey.keys("<enter>").effects();
            if let [Effect::CheckStore(store)] = effects[..] {
                effects = journey.tell(Msg::StoreChecked(store, Ok(()))).effects();
            }
            if let Some(Effect::Authorize(_, order)) = effects.pop() {
                again = Some(order);
                break;
            }
        }
        assert_eq!(again, Some(order()), "{cause:?}");
    }
}

#[test]
fn once_more_asks_for_the_keys_only_when_they_are_wrong() {
    let entry = Entry::Authorize(name("acme"));
    let mut journey = Journey::begin(Lang::En, facts(), only(acme()), entry);
    let consent = ticket(&journey.effects());
    journey.go_on(consent, Progress::Failed(Cause::WrongClient.into()));
    // What the ledger knows is filled in; the cursor is where the secret is asked for.
    assert_eq!(at(&journey.model), At::Keys(Slot::ClientSecret));
    assert!(journey.text().contains(ID));
    let store = ticket(&journey.paste(SECRET).keys("<enter><enter>").effects());
    let asked = journey.tell(Msg::StoreChecked(store, Ok(()))).effects();
    let Some(Effect::Authorize(_, Order::New(new, _))) = asked.last() else {
        panic!("{asked:?}");
    };
    assert_eq!(
        (&new.profile, &new.host, &new.credentials),
        (&name("acme"), &acme().host, &credentials())
    );
}

#[test]
fn a_renamed_account_keeps_its_profile() {
    let entry = Entry::Authorize(name("acme"));
    let mut journey = Journey::begin(Lang::En, facts(), only(acme()), entry);
    let consent = ticket(&journey.effects());
    journey.go_on(consent, Progress::Failed(Cause::NoSuchAccount.into()));
    assert_eq!(at(&journey.model), At::Account);
    journey.keys("<ctrl-u>acme-new.kommo.com<enter>");
    assert_eq!(at(&journey.model), At::Keys(Slot::ClientSecret));
    let store = ticket(&journey.paste(SECRET).keys("<enter><enter>").effects());
    let asked = journey.tell(Msg::StoreChecked(store, Ok(()))).effects();
    let Some(Effect::Authorize(_, Order::New(new, _))) = asked.last() else {
        panic!("{asked:?}");
    };
    assert_eq!(
        (new.profile.as_str(), new.host.as_str()),
        ("acme", "acme-new.kommo.com")
    );
}

/// The new secret key of a sandbox's profile is not sent to amoCRM.
#[test]
fn a_profile_of_a_sandbox_stays_with_it_when_its_keys_are_mended() {
    let sandbox = SandboxOrigin::parse("http://127.0.0.1:4711").unwrap();
    let profile = Profile {
        sandbox: Some(sandbox.clone()),
        ..acme()
    };
    let entry = Entry::Authorize(name("acme"));
    let mut journey = Journey::begin(Lang::En, facts(), only(profile), entry);
    let consent = ticket(&journey.effects());
    journey.go_on(consent, Progress::Failed(Cause::WrongClient.into()));
    let store = ticket(&journey.paste(SECRET).keys("<enter><enter>").effects());
    let asked = journey.tell(Msg::StoreChecked(store, Ok(()))).effects();
    let Some(Effect::Authorize(_, Order::New(new, _))) = asked.last() else {
        panic!("{asked:?}");
    };
    assert_eq!(new.sandbox, Some(sandbox));
}
