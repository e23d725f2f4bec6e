//! What goes along, what stays, and what is refused.

use super::*;
use crate::domain::hook::{Happening, Hook};
use crate::domain::profile::{AccountFacts, Note};
use crate::domain::token_files::{AutoExport, ExportTarget, Form};
use crate::domain::tokens::{Claims, Draft, HandedTo, Renaming};
use crate::service::profiles::rename::rename;

#[tokio::test]
async fn rows_history_exports_hooks_and_settings_go_along_and_come_once() {
    let journey = Journey::begins().await;
    let (old, new) = (&journey.old, &journey.new);
    let connection = old.stored("demo").unwrap().connection.unwrap();
    let id = Claims::of(connection.access()).unwrap().account_id.unwrap();
    let facts = AccountFacts { id, name: "Ромашка".into(), user_id: None, user_name: None };
    let note = Note::parse("клиент «Ромашка», до марта").unwrap();
    let row = Profile { account: Some(facts.clone()), note: Some(note.clone()), ..old.row("demo") };
    old.context.ledger.put_profile(&row).unwrap();
    let place = ExportTarget::File("/srv/мой бот/tokens.json".into());
    let kept = AutoExport { profile: name("demo"), form: Form::Php, place };
    let held = connection.access().sha256();
    old.context.ledger.keep_export(&kept, &held).unwrap();
    let hook = |on, word: &str| Hook { on, days: None, command: vec![word.to_owned()] };
    old.context.ledger.put_hook(&hook(Happening::Ending, "mail-me")).unwrap();
    old.context.ledger.put_hook(&hook(Happening::Rotated, "there")).unwrap();
    new.context.ledger.put_hook(&hook(Happening::Rotated, "here")).unwrap();
    let settings = "# мои настройки\nstore = \"keychain\"\nkey_file = \"/k\"\nport = 18500\n";
    fs::write(old.folder.join("config.toml"), settings).unwrap();
    assert_eq!(old.forced("demo").await, Ok(Outcome::Rotated));
    // A consent that is waited for is waited for here.
    let draft = Draft {
        host: journey.scene.at().host,
        sandbox: journey.scene.at().sandbox,
        credentials: journey.scene.credentials(),
    };
    old.context.change(&name("demo"), |record| record.draft = Some(draft)).await.unwrap();

    old.packs(&journey.file, Purpose::Move).await.unwrap();
    let lines = |home: &Home| {
        let history = home.context.ledger.history(Some(&name("demo")), 100).unwrap().read;
        let moves = [Outcome::Rotated, Outcome::HandedOver, Outcome::Imported];
        let all = history.into_iter().map(|event| (event.action, event.outcome));
        all.filter(|(_, outcome)| moves.contains(outcome)).collect::<Vec<_>>()
    };
    let before: Vec<_> = lines(old);
    assert_eq!(
        before,
        [(Action::Export, Outcome::HandedOver), (Action::Refresh, Outcome::Rotated)]
    );
    let unpacked = new.opens(&journey.file, &[], false).await.take(&new.context).await.unwrap();
    assert_eq!((unpacked.exports, unpacked.took_settings), (1, true));
    assert_eq!((new.row("demo").account, new.row("demo").note), (Some(facts), Some(note)));
    assert_eq!(new.row("demo").created_at, old.row("demo").created_at);
    assert_eq!(new.stored("demo").unwrap().draft, None);
    let ledger = &new.context.ledger;
    let lagging = ledger.lagging_exports(&name("demo"), &held).unwrap();
    assert_eq!(lagging, [kept]);
    let hooks = [hook(Happening::Ending, "mail-me"), hook(Happening::Rotated, "here")];
    assert_eq!(ledger.hooks().unwrap(), hooks);
    let settings = fs::read_to_string(new.folder.join("config.toml")).unwrap();
    // Where secrets are is said by this machine.
    assert_eq!(settings, "# мои настройки\nport = 18500\n");
    assert_eq!(
        lines(new),
        [(Action::Import, Outcome::Imported), (Action::Refresh, Outcome::Rotated)]
    );
    // Once more: the lines that are there are not doubled, and what is here stays.
    let again = new.opens(&journey.file, &[], true).await.take(&new.context).await.unwrap();
    assert!(told(&again).iter().all(|(_, result)| *result == Err(Refusal::InUse)));
    assert_eq!(lines(new).len(), 2);
    // It comes back with all that has happened there, one second later: the clock of tests has no smaller ones, and
    // what happened at the same time in the same way is the same line.
    journey.scene.pass(SignedDuration::from_secs(1));
    assert_eq!(new.forced("demo").await, Ok(Outcome::Rotated));
    let back = journey.file.with_file_name("обратно");
    new.packs(&back, Purpose::Move).await.unwrap();
    let opened = old.opens(&back, &[], false).await;
    assert_eq!(opened.warnings(&old.context).await.unwrap(), []);
    opened.take(&old.context).await.unwrap();
    journey.scene.pass(SignedDuration::from_secs(1));
    assert_eq!(old.forced("demo").await, Ok(Outcome::Rotated));
    assert_eq!(lines(old).len(), 6, "{:?}", lines(old));
}

#[tokio::test]
async fn one_after_another_and_what_is_in_the_way_is_refused_alone() {
    let journey = Journey::begins().await;
    let (old, new) = (&journey.old, &journey.new);
    // The name stands for another account there.
    let other = old.stored("аренда").unwrap();
    new.context.change(&name("demo"), |record| *record = other).await.unwrap();
    old.packs(&journey.file, Purpose::Move).await.unwrap();
    let take = async |names: &[&str], again| {
        told(&new.opens(&journey.file, names, again).await.take(&new.context).await.unwrap())
    };
    let result = |name: &str, result| (name.to_owned(), result);
    let refused = result("demo", Err(Refusal::Another));
    let missing = result("нет", Err(Refusal::NotInPack));
    assert_eq!(take(&["demo", "нет"], false).await, [refused.clone(), missing]);
    assert!(!new.folder.join("config.toml").exists());
    let taken = result("аренда", Ok(Took::Taken));
    assert_eq!(take(&[], false).await, [refused, taken]);
    // What was not taken can be taken still; what was, only by whoever insists.
    new.context.store.delete(&name("demo")).unwrap();
    new.context.store.delete(&name("аренда")).unwrap();
    let results = take(&[], false).await;
    assert!(matches!(&results[..], [(_, Ok(Took::Taken)), (_, Err(Refusal::TakenBefore(_)))]));
    let opened = new.opens(&journey.file, &["аренда"], true).await;
    let warned = opened.warnings(&new.context).await.unwrap();
    assert!(
        matches!(&warned[..], [Warning::Again(taken)] if taken[0].host == "тест"),
        "{warned:?}"
    );
    drop(opened);
    let taken = result("аренда", Ok(Took::Taken));
    assert_eq!(take(&["аренда"], true).await, [taken]);
}

#[tokio::test]
async fn what_another_program_looks_after_goes_along_and_stays_its_own() {
    let journey = Journey::begins().await;
    let place = Some(HandedTo::Place("/srv/bot".into()));
    let given = |record: &mut Record| {
        record.elsewhere_since = Some(Timestamp::UNIX_EPOCH);
        record.handed_to.clone_from(&place);
    };
    journey.old.context.change(&name("demo"), given).await.unwrap();
    journey.old.packs(&journey.file, Purpose::Move).await.unwrap();
    let taken = journey.new.unpacks(&journey.file).await;
    assert_eq!(taken[0].1, Ok(Took::TakenElsewhere));
    for home in [&journey.old, &journey.new] {
        assert_eq!(home.stored("demo").unwrap().handed_to, place);
    }
}

#[tokio::test]
async fn what_is_away_is_not_packed_twice_and_its_file_not_replaced() {
    let journey = Journey::begins().await;
    let (old, file) = (&journey.old, &journey.file);
    old.packs(file, Purpose::Move).await.unwrap();
    let fault = |result: Result<Given, PackError>| match result {
        Err(PackError::File { fault, .. }) => Some(fault),
        Ok(_) | Err(_) => None,
    };
    assert_eq!(fault(old.packs(file, Purpose::Move).await), Some(PackFault::Exists));
    let forced = PackRequest { may_replace: true, ..old.request(file, Purpose::Move) };
    assert_eq!(fault(pack(&old.context, forced).await), Some(PackFault::HoldsOurs));
    let other = file.with_file_name("ещё один");
    let given = old.packs(&other, Purpose::Move).await.unwrap();
    assert!(given.packed.is_empty() && !other.exists());
    assert!(given.left.iter().all(|(_, left)| matches!(left, Left::Away(_))), "{given:?}");
}

#[tokio::test]
async fn a_rename_that_was_begun_is_finished_first() {
    let journey = Journey::begins().await;
    let old = &journey.old;
    let renaming = Some(Renaming::To(name("контора")));
    let record = Record { renaming, ..old.stored("demo").unwrap() };
    old.context.store.save(&name("demo"), &record).unwrap();
    let given = old.packs(&journey.file, Purpose::Move).await.unwrap();
    assert_eq!(given.packed, [name("аренда"), name("контора")]);
    // Whatever it is called here by now, it comes back only after a question.
    let renamed = (name("контора"), name("другая"));
    rename(&old.context, &renamed.0, &renamed.1, &nobody()).await.unwrap();
    let opened = old.opens(&journey.file, &["контора"], false).await;
    let warned = opened.warnings(&old.context).await.unwrap();
    assert_eq!(warned, [Warning::ComesBack(vec![renamed.0])]);
}

/// A failure is undone; where even that fails, everything is still known.
#[tokio::test]
async fn a_store_that_fails_half_way_gives_nothing_away() {
    let (mut undone, mut half_way) = (0, 0);
    for after in [false, true] {
        for lasting in [false, true] {
            // The check, the list, a look at each, and a mark for each.
            for nth in 3..=8 {
                let journey = Journey::begins().await;
                let store = Arc::new(Faulty::new(Memory::new()));
                for profile in BOTH {
                    let record = journey.old.stored(profile).unwrap();
                    store.inner().save(&name(profile), &record).unwrap();
                }
                let context =
                    Context { store: Arc::clone(&store) as _, ..journey.old.context.clone() };
                let old = Home { context, folder: journey.old.folder, here: journey.old.here };
                if lasting {
                    store.fail_from(nth, StoreError::TimedOut);
                } else {
                    store.fail_once(nth, StoreError::TimedOut, after);
                }
                let result = old.packs(&journey.file, Purpose::Move).await;
                store.mend();
                let case = format!("call {nth}, after it {after}, lasting {lasting}: {result:?}");
                match result {
                    Ok(_) => continue,
                    Err(PackError::HalfWay { .. }) => {
                        half_way += 1;
                        let part = unfinished(&journey.file).expect(&case);
                        // Nothing may have been marked before the store was gone.
                        drop(take_back(&old.context, &part).await);
                    }
                    Err(_) => {
                        undone += 1;
                        assert_eq!(unfinished(&journey.file), None, "{case}");
                    }
                }
                assert!(!journey.file.exists(), "{case}");
                for profile in BOTH {
                    assert_eq!(old.forced(profile).await, Ok(Outcome::Rotated), "{case}");
                }
            }
        }
    }
    assert!(undone > 0 && half_way > 0, "{undone} {half_way}");
}

#[tokio::test]
async fn a_refresh_that_is_on_its_way_is_waited_for() {
    let journey = Journey::begins().await;
    let before = journey.scene.pairs();
    journey.scene.sandbox.fault([Fault::Slow(Duration::from_millis(300))]);
    let refreshing = journey.old.forced("demo");
    let packing = async {
        while journey.scene.pairs() == before {
            tokio::task::yield_now().await;
        }
        journey.old.packs(&journey.file, Purpose::Move).await.unwrap()
    };
    let (refreshed, given) = tokio::join!(refreshing, packing);
    assert_eq!((refreshed, given.packed.len()), (Ok(Outcome::Rotated), 2));
    journey.new.unpacks(&journey.file).await;
    journey.is_in_use_in(&journey.new, "after a refresh").await;
}
