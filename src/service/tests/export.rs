//! Tokens for other programs: as often as wanted without the refresh token, once with it.

use super::*;
use crate::domain::token_files::{AutoExport, ExportTarget, Form, N8nUrl, read, read_pair};
use crate::domain::tokens::record::N8nKey;
use crate::export::{FileError, stand_in};
use crate::service::transfer::export::{
    ExportError, ExportRequest, Exported, export, hand_over, keep, keep_no_longer,
};

type Export = Result<Exported, ExportError>;

fn to_file(form: Form, path: Option<PathBuf>) -> ExportRequest {
    ExportRequest { form, place: path.map(ExportTarget::File), n8n_key: None }
}

impl Scene {
    pub async fn exports(&self, form: Form, path: Option<PathBuf>) -> Export {
        export(&self.context, &self.name, &to_file(form, path), &nobody()).await
    }

    pub async fn hands_over(&self, form: Form, path: Option<PathBuf>) -> Export {
        hand_over(&self.context, &self.name, &to_file(form, path), &nobody()).await
    }

    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// A file in a folder that can be taken away.
    fn inside(&self) -> PathBuf {
        fs::create_dir(self.out()).unwrap();
        self.out().join("tokens")
    }

    fn elsewhere(&self) -> Trouble {
        Trouble::new(Cause::Elsewhere { name: self.name.to_string() })
    }
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_access_token_is_written_and_the_profile_stays_ours() {
    let scene = Scene::grace().await;
    let before = scene.record();
    let tokens = scene.grant().tokens;
    assert_eq!(scene.exports(Form::Python, None).await, Err(ExportError::NeedsFolder));
    scene.exports(Form::Python, Some(scene.out())).await.unwrap();
    assert_eq!(names(&scene.out()), ["access_token.txt"]);
    let text = scene.exports(Form::Aioamocrm, None).await.unwrap().text.unwrap();
    assert!(!text.expose().contains(tokens.refresh.expose()));
    assert_eq!(read(&text).unwrap().access, Some(tokens.access));
    assert_eq!(scene.record(), before);
    let last = scene.history().remove(0);
    assert_eq!((last.action, last.outcome), (Action::Export, Outcome::Exported));
    assert_eq!(last.detail.as_deref(), Some("aioamocrm"));
}

#[tokio::test]
async fn who_is_handed_the_refresh_token_is_its_only_owner() {
    let scene = Scene::strict().await;
    let tokens = scene.grant().tokens;
    let path = scene.out();
    let exported = scene.hands_over(Form::Python, Some(path.clone())).await;
    assert_eq!(exported.unwrap().text, None);
    let file = |name| Secret::new(fs::read_to_string(path.join(name)).unwrap());
    let found = read_pair(&file("access_token.txt"), Some(&file("refresh_token.txt"))).unwrap();
    assert_eq!((found.access, found.refresh), (Some(tokens.access), Some(tokens.refresh)));

    let (record, now) = (scene.record(), Some(scene.context.now()));
    assert_eq!((record.elsewhere_since, record.needs_authorization), (now, None));
    assert_eq!(scene.row().elsewhere_since, now);
    for need in [Need::Forced, Need::Due] {
        let refused = scene.refresh(need).await.unwrap_err();
        assert_eq!(refused.cause, scene.elsewhere().cause);
    }
    scene.pass(SignedDuration::from_hours(25));
    let refused = TokenError::Trouble(scene.elsewhere());
    assert_eq!(scene.exports(Form::Env, None).await, Err(ExportError::Token(refused)));
    assert_eq!(scene.pairs(), 0);
    assert_eq!(scene.history()[3].outcome, Outcome::HandedOver);
}

#[tokio::test]
async fn what_was_handed_over_is_given_to_nobody_else() {
    let scene = Scene::strict().await;
    let path = scene.folder.path().join("tokens.json");
    scene.hands_over(Form::Json, Some(path.clone())).await.unwrap();
    let (since, first) = (scene.record().elsewhere_since, fs::read(&path).unwrap());
    scene.pass(SignedDuration::from_hours(1));
    for other in [None, Some(scene.folder.path().join("other.json"))] {
        let refused = scene.hands_over(Form::Json, other.clone()).await;
        assert_eq!(refused, Err(scene.elsewhere().into()));
        assert!(other.is_none_or(|path| !path.exists()));
    }
    // Whoever died between the mark and the file writes it now.
    fs::remove_file(&path).unwrap();
    scene.hands_over(Form::Json, Some(path.clone())).await.unwrap();
    assert_eq!(fs::read(&path).unwrap(), first);
    assert_eq!(scene.record().elsewhere_since, since);
}

/// Both of them begin while the refresh token is still ours.
#[tokio::test]
async fn of_two_who_hand_over_at_once_one_does() {
    let scene = Scene::strict().await;
    let (one, other) =
        tokio::join!(scene.hands_over(Form::Json, None), scene.hands_over(Form::Json, None));
    let refusals = [one, other].into_iter().filter_map(Result::err);
    assert_eq!(refusals.collect::<Vec<_>>(), [scene.elsewhere().into()]);
}

#[tokio::test]
async fn a_place_that_takes_nothing_changes_nothing() {
    let scene = Scene::strict().await;
    let before = scene.record();
    let path = scene.out().join("no/such/folder");
    let refused = scene.hands_over(Form::Json, Some(path.clone())).await;
    assert!(
        matches!(refused, Err(ExportError::File(FileError { path: named, .. })) if named == path)
    );
    let refused = scene.hands_over(Form::Curl, None).await;
    assert_eq!(refused, Err(ExportError::NothingToHandOver));
    assert_eq!(scene.record(), before);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn whatever_fails_a_file_is_there_only_when_the_mark_is() {
    for nth in 1..=5 {
        for after in [false, true] {
            let scene = Scene::strict().await;
            scene.store.fail_once(nth, StoreError::TimedOut, after);
            let path = scene.inside();
            let result = scene.hands_over(Form::Php, Some(path.clone())).await;
            assert_eq!(result.is_ok(), path.exists(), "{nth} {after}");
            assert!(!path.exists() || scene.record().elsewhere_since.is_some());
            assert_eq!(names(&scene.out()).len(), usize::from(path.exists()));
            // And it can be done once more.
            scene.store.mend();
            scene.hands_over(Form::Php, Some(path)).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_pair_that_may_be_spent_is_not_handed_over() {
    let scene = Scene::grace().await;
    let now = scene.context.now();
    scene.change_grant(|grant| grant.refreshing_since = Some(now)).await;
    let before = scene.grant().tokens;
    let text = scene.hands_over(Form::Json, None).await.unwrap().text.unwrap();
    let found = read(&text).unwrap();
    assert_ne!(found.refresh.as_ref(), Some(&before.refresh));
    assert_eq!(found.refresh, Some(scene.grant().tokens.refresh));
}

impl Scene {
    /// Writes it, and keeps it up to date.
    async fn keeps(&self, form: Form, place: ExportTarget) -> AutoExport {
        let n8n_key = matches!(place, ExportTarget::N8n(_)).then(|| Secret::new(stand_in::KEY));
        let wanted = ExportRequest { form, place: Some(place.clone()), n8n_key };
        let (context, name) = (&self.context, &self.name);
        keep(context, name, &wanted, &nobody()).await.unwrap();
        AutoExport { profile: name.clone(), form, place }
    }

    /// What the history says of one kind of action.
    pub fn noted(&self, action: Action) -> Vec<(Outcome, String)> {
        let events = self.history().into_iter().filter(|event| event.action == action);
        events.map(|event| (event.outcome, event.detail.unwrap())).collect()
    }
}

#[tokio::test]
async fn what_is_kept_follows_every_refresh() {
    let scene = Scene::grace().await;
    let stand_in = stand_in::StandIn::start(&[], None);
    let file = scene.keeps(Form::Env, ExportTarget::File(scene.out())).await;
    let n8n = scene.keeps(Form::N8n, ExportTarget::N8n(stand_in.url())).await;
    let in_file = || {
        let text = Secret::new(fs::read_to_string(scene.out()).unwrap());
        read(&text).unwrap().access.unwrap()
    };
    for _ in 0..2 {
        scene.rotates().await;
        let access = scene.grant().tokens.access;
        assert_eq!(in_file(), access);
        assert_eq!(stand_in.token(), access.expose());
    }
    // What holds the token already is not written again.
    let written = scene.noted(Action::Export).len();
    after_refresh::catch_up(&scene.context, &[scene.row()]).await.unwrap();
    assert!(scene.refresh(Need::Due).await.is_ok());
    scene.follows().await;
    assert_eq!(scene.noted(Action::Export).len(), written);
    // The key is where the tokens are, and goes with what it was for.
    assert_eq!(scene.record().n8n.len(), 1);
    let context = &scene.context;
    for kept in [&file, &n8n] {
        assert_eq!(keep_no_longer(context, kept.clone()).await, Ok(true));
        assert_eq!(keep_no_longer(context, kept.clone()).await, Ok(false));
    }
    assert!(scene.record().n8n.is_empty());
    let before = in_file();
    scene.rotates().await;
    assert_eq!(in_file(), before);
    assert_eq!(stand_in.token(), before.expose());
    for file in fs::read_dir(scene.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() && path != scene.out() {
            let bytes = fs::read(&path).unwrap();
            for marked in [stand_in::KEY, before.expose()] {
                let found = bytes.windows(marked.len()).any(|part| part == marked.as_bytes());
                assert!(!found, "{}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_written_stands_in_the_history_and_in_nobodys_way() {
    let scene = Scene::grace().await;
    let path = scene.inside();
    scene.keeps(Form::Json, ExportTarget::File(path.clone())).await;
    fs::remove_dir_all(scene.out()).unwrap();
    // Takes connections, and never answers.
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", deaf.local_addr().unwrap());
    let url = N8nUrl::parse(&address).unwrap();
    let (profile, place) = (scene.name.clone(), ExportTarget::N8n(url.clone()));
    let kept = AutoExport { profile, form: Form::N8n, place };
    assert_eq!(scene.context.ledger.keep_export(&kept, ""), Ok(true));
    let keyed = N8nKey { url, key: Secret::new(stand_in::KEY) };
    scene.change(|record| record.n8n.push(keyed)).await;

    let refreshed = tokio::time::timeout(Duration::from_secs(5), scene.forced()).await;
    assert_eq!(refreshed, Ok(Ok(Outcome::Rotated)));
    drop(deaf);
    scene.follows().await;
    let noted = scene.noted(Action::Export);
    let [(late, n8n), (refused, file), ..] = noted.as_slice() else {
        panic!("{noted:?}");
    };
    assert_eq!((*late, *refused), (Outcome::Temporary, Outcome::Refused));
    assert_eq!(*n8n, format!("n8n {address}: n8n cannot be reached"));
    assert!(file.starts_with(&format!("json {}: ", path.display())), "{file}");
}
