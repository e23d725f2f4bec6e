//! Another name for a profile: it is under one of the two, whatever fails on the way, and everything follows it.

use super::*;
use crate::domain::hook::Happening;
use crate::domain::profile::Note;
use crate::domain::token_files::{AutoExport, ExportTarget, Form};
use crate::domain::tokens::Renaming;
use crate::ledger::HookRun;
use crate::service::profiles::forget::forget;
use crate::service::profiles::rename::rename;
use crate::service::profiles::{all, note};

fn named(name: &str) -> ProfileName {
    ProfileName::parse(name).unwrap()
}

impl Scene {
    async fn renames(&self, from: &str, to: &str) -> Result<(), Cause> {
        let renamed = rename(&self.context, &named(from), &named(to), &nobody()).await;
        renamed.map_err(|trouble| trouble.cause)
    }

    fn listed(&self) -> Vec<String> {
        let rows = self.context.ledger.profiles().unwrap().read;
        rows.iter().map(|row| row.name.to_string()).collect()
    }

    /// What tells the credential of an n8n from others.
    async fn credential(&self) -> String {
        let text = self.exports(Form::N8n, None).await.unwrap().text.unwrap();
        let json: serde_json::Value = serde_json::from_str(text.expose()).unwrap();
        json[0]["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn everything_that_is_known_follows_there_and_back() {
    let mut scene = Scene::strict().await;
    scene.verified().await.unwrap();
    let (credential, out) = (scene.credential().await, scene.out());
    let noted = Some(Note::parse("бот для сделок").unwrap());
    note::write(&scene.context, &scene.name, noted.clone()).await.unwrap();
    let kept = AutoExport {
        profile: scene.name.clone(),
        form: Form::Json,
        place: ExportTarget::File(out.clone()),
    };
    let held = scene.grant().tokens.access.sha256();
    assert_eq!(scene.context.ledger.keep_export(&kept, &held), Ok(true));
    let now = scene.context.now();
    let (on, begun_at) = (Happening::NeedsPerson, now);
    let run = HookRun { profile: scene.name.clone(), on, about: now, begun_at };
    scene.context.ledger.begin_hook(&run, Duration::ZERO).unwrap();
    let (record, row, history) = (scene.record(), scene.row(), scene.history().len());
    for (to, first_name) in
        [("other", Some(named("demo"))), ("third", Some(named("demo"))), ("demo", None)]
    {
        let from = std::mem::replace(&mut scene.name, named(to));
        assert_eq!(scene.renames(from.as_str(), to).await, Ok(()));
        scene.follows().await;
        let generation = scene.record().generation;
        let expected = Record { generation, first_name: first_name.clone(), ..record.clone() };
        assert_eq!((scene.record(), scene.stored(from.as_str())), (expected, None));
        let expected = Profile { name: named(to), generation, first_name, ..row.clone() };
        assert_eq!((scene.row(), scene.listed()), (expected, vec![to.to_owned()]));
        assert_eq!(scene.row().note, noted);
        // What is kept names the profile.
        let json: serde_json::Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
        assert_eq!(json["profile"], to);
        let run = HookRun { profile: named(to), ..run.clone() };
        let again = scene.context.ledger.begin_hook(&run, Duration::from_secs(60));
        assert_eq!((again, scene.credential().await), (Ok(false), credential.clone()));
        let events = scene.history();
        assert!(events.len() > history && events.iter().any(|it| it.outcome == Outcome::Named));
        assert_eq!(
            scene.forced_of(&from).await,
            Err(Cause::NoSuchProfile { name: from.to_string(), near: Vec::new() })
        );
    }
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    assert!(scene.works().await);
}

#[tokio::test]
async fn a_name_that_is_used_again_has_a_credential_of_its_own() {
    let mut scene = Scene::two_accounts(Rotation::Grace).await;
    let first = scene.credential().await;
    scene.renames("demo", "other").await.unwrap();
    let second = AccountHost::parse("demo2.amocrm.ru").unwrap();
    scene.connect_to(second).await;
    let own = scene.credential().await;
    assert_ne!(own, first);
    // The name that one of them had first is not that of both.
    scene.name = named("third");
    scene.renames("demo", "third").await.unwrap();
    assert_ne!(scene.credential().await, first);
    scene.name = named("other");
    assert_eq!(scene.credential().await, first);
}

#[tokio::test]
async fn a_name_that_is_not_there_or_not_free_changes_nothing() {
    let mut scene = Scene::grace().await;
    let before = (scene.record(), scene.row());
    let taken = |name: &str| Err(Cause::NameTaken { name: name.to_owned() });
    assert_eq!(scene.renames("demo", "demo").await, taken("demo"));
    let no_such = || Err(Cause::NoSuchProfile { name: "nobody".to_owned(), near: Vec::new() });
    assert_eq!(scene.renames("nobody", "new").await, no_such());
    assert_eq!(scene.renames("nobody", "demo").await, no_such());
    // A setup that was begun; a row whose record is somewhere else.
    let draft = Record { draft: Some(scene.draft()), ..Record::default() };
    scene.store.inner().save(&named("begun"), &draft).unwrap();
    let elsewhere = Profile { name: named("listed"), ..scene.row() };
    scene.context.ledger.put_profile(&elsewhere).unwrap();
    for name in ["begun", "listed"] {
        assert_eq!(scene.renames("demo", name).await, taken(name));
    }
    // Nobody goes on without both names.
    for name in ["demo", "new"] {
        let held = scene.another().lock(&named(name), &nobody()).await.unwrap();
        let timeouts = Timeouts { lock: Duration::ZERO, ..scene.context.timeouts };
        let context = Context { timeouts, ..scene.context.clone() };
        let renamed = rename(&context, &scene.name, &named("new"), &nobody()).await;
        assert!(matches!(renamed, Err(Trouble { cause: Cause::Busy { .. }, .. })), "{renamed:?}");
        drop(held);
    }
    assert_eq!((scene.record(), scene.row()), before);
    // The setup that was begun has a better name now.
    scene.renames("begun", "new").await.unwrap();
    assert_eq!(scene.stored("begun"), None);
    scene.name = named("new");
    assert_eq!(scene.record().draft, draft.draft);
}

impl Scene {
    fn draft(&self) -> crate::domain::tokens::Draft {
        let Endpoint { host, sandbox } = self.at();
        crate::domain::tokens::Draft { host, sandbox, credentials: self.credentials() }
    }

    /// Under which of the names a refresh would be sent; of two, and of none, nothing good is to be said.
    fn owner(&self) -> &'static str {
        let owns = |name: &str| {
            self.stored(name).is_some_and(|it| !matches!(it.renaming, Some(Renaming::To(_))))
        };
        let marked = |name: &str| self.stored(name).is_some_and(|it| it.renaming.is_some());
        match (owns("demo"), owns("other")) {
            (true, false) => "demo",
            (false, true) => "other",
            // The mark alone: whoever comes next goes on from there.
            (false, false) if marked("demo") => "other",
            both => panic!("{both:?}"),
        }
    }
}

#[tokio::test]
async fn whatever_fails_on_the_way_it_has_one_name_and_whoever_comes_next_finishes() {
    let failures = [
        (StoreError::ReadOnly, false),
        (StoreError::TimedOut, false),
        (StoreError::TimedOut, true),
    ];
    for (error, after) in failures {
        for nth in 1..=9 {
            for touched in [["demo", "other"], ["other", "demo"]] {
                let mut scene = Scene::strict().await;
                let tokens = scene.grant().tokens;
                scene.store.fail_once(nth, error.clone(), after);
                let renamed = scene.renames("demo", "other").await;
                let case = format!("call {nth}: {error:?} after {after}: {renamed:?}");
                scene.store.mend();
                let owner = scene.owner();
                // Whoever tries again what was not finished has it.
                if renamed.is_err() && touched[0] == "demo" && owner == "other" {
                    assert_eq!(scene.renames("demo", "other").await, Ok(()), "{case}");
                }
                assert!(renamed.is_err() || owner == "other", "{case}");
                // A store that said no has done nothing, and neither has the rename.
                let is_begun = scene.stored("other").is_some();
                assert!(error != StoreError::ReadOnly || is_begun == (owner == "other"), "{case}");
                for name in touched {
                    let _ = scene.context.load(&named(name)).await;
                }
                assert_eq!(scene.listed(), [owner], "{case}, then {touched:?}");
                scene.name = named(owner);
                assert_eq!(
                    (scene.grant().tokens, scene.record().renaming),
                    (tokens, None),
                    "{case}"
                );
                let gone = if owner == "demo" { "other" } else { "demo" };
                assert_eq!(scene.stored(gone), None, "{case}");
                assert_eq!(scene.forced().await, Ok(Outcome::Rotated), "{case}");
                assert!(scene.works().await, "{case}");
            }
        }
    }
}

/// Killed after the tokens have arrived.
fn half_way(scene: &Scene) {
    let (old, new) = (scene.name.clone(), named("other"));
    let record = scene.record();
    let mark = |renaming| Record { renaming: Some(renaming), ..record.clone() };
    scene.store.inner().save(&new, &mark(Renaming::From(old.clone()))).unwrap();
    scene.store.inner().save(&old, &mark(Renaming::To(new))).unwrap();
}

#[tokio::test]
async fn a_ledger_that_fails_keeps_nobody_from_the_new_name() {
    let scene = Scene::strict().await;
    half_way(&scene);
    let nowhere = Ledger::open_as_far_as_possible(std::path::Path::new("/dev/null/ledger"));
    let context = Context { ledger: Arc::new(nowhere), ..scene.another() };
    let refreshed = |name: &str| {
        let (context, name) = (context.clone(), named(name));
        async move { refresh(&context, &name, Need::Forced, &nobody()).await }
    };
    // The old one's refresh token is sent by nobody.
    assert!(refreshed("demo").await.is_err());
    assert_eq!(scene.pairs(), 0);
    assert_eq!(refreshed("other").await.unwrap().outcome, Outcome::Rotated);
    assert_eq!(all(&scene.context).await.unwrap().all.len(), 1);
    let gone = Err(Cause::NoSuchProfile { name: "demo".to_owned(), near: Vec::new() });
    assert_eq!(scene.forced().await, gone);
    assert_eq!((scene.listed(), scene.stored("demo")), (vec!["other".to_owned()], None));
    assert!(scene.opens("other").await);
}

#[tokio::test]
async fn whoever_deletes_or_moves_a_half_renamed_profile_has_one() {
    for name in ["demo", "other"] {
        let scene = Scene::strict().await;
        half_way(&scene);
        let forgotten = forget(&scene.context, &named(name)).await;
        assert!(forgotten.is_ok(), "{forgotten:?}");
        // The old name stands for nothing any more: it was not this profile that was to be deleted.
        let is_left = name == "demo";
        assert_eq!(scene.stored("other").is_some(), is_left, "{name}");
        assert_eq!(
            (scene.stored("demo"), scene.listed().len()),
            (None, usize::from(is_left)),
            "{name}"
        );
    }
}

/// Where a row is missing it is not written beside whoever holds the profile, and may be deleting it.
#[tokio::test]
async fn a_row_is_written_anew_under_the_lock() {
    let scene = Scene::grace().await;
    scene.context.ledger.delete_profile(&scene.name).unwrap();
    let held = scene.another().lock(&scene.name, &nobody()).await.unwrap();
    scene.context.load(&scene.name).await.unwrap();
    assert_eq!(scene.listed(), [""; 0]);
    drop(held);
    scene.context.load(&scene.name).await.unwrap();
    assert_eq!(scene.listed(), ["demo"]);
}

#[tokio::test]
async fn a_consent_that_is_waited_for_follows() {
    let scene = Scene::pasted(Options { rotation: Rotation::Strict, ..Options::default() }).await;
    let order = scene.again(CodeSource::Consent);
    let mut attempt = Attempt::begin(scene, order);
    let waiting = attempt.waits().await;
    attempt.scene.renames("demo", "other").await.unwrap();
    let landed = attempt.landed(&waiting, None);
    attempt.is_pasted(&landed);
    assert_eq!(attempt.ends().await.map(|row| row.name), Ok(named("other")));
    let scene = &attempt.scene;
    assert_eq!((scene.listed(), scene.stored("demo")), (vec!["other".to_owned()], None));
    assert_eq!(scene.stored("other").unwrap().draft, None);
    assert!(scene.opens("other").await);
}
