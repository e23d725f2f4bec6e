//! Tokens for other programs: as often as wanted without the refresh token, once with it.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::domain::handing::{Form, Kept, N8nUrl, Place, read, read_pair};
use crate::domain::history::Action;
use crate::outlet::{FileError, stand_in};
use crate::service::aftermath;
use crate::service::export::{
    ExportError, Exported, Wanted, export, hand_over, keep, keep_no_longer,
};
use crate::service::token::TokenError;
use crate::store::StoreError;

impl Scene {
    async fn exports(&self, form: Form, path: Option<PathBuf>) -> Result<Exported, ExportError> {
        let wanted = Wanted {
            form,
            place: path.map(Place::File),
            n8n_key: None,
        };
        export(&self.context, &self.name, &wanted, &nobody()).await
    }

    pub async fn hands_over(
        &self,
        form: Form,
        path: Option<PathBuf>,
    ) -> Result<Exported, ExportError> {
        let wanted = Wanted {
            form,
            place: path.map(Place::File),
            n8n_key: None,
        };
        hand_over(&self.context, &self.name, &wanted, &nobody()).await
    }

    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_access_token_is_written_and_the_profile_stays_ours() {
    let scene = Scene::grace().await;
    let before = scene.record();
    let tokens = scene.grant().tokens;
    for form in Form::ALL {
        if form.is_folder() {
            let refused = scene.exports(form, None).await;
            assert_eq!(refused, Err(ExportError::NeedsFolder));
            scene.exports(form, Some(scene.out())).await.unwrap();
            assert_eq!(names(&scene.out()), ["access_token.txt"]);
            continue;
        }
        let text = scene.exports(form, None).await.unwrap().text.unwrap();
        assert!(!text.expose().contains(tokens.refresh.expose()), "{form:?}");
        assert_eq!(read(&text).unwrap().access.as_ref(), Some(&tokens.access));
    }
    assert_eq!(scene.record(), before);
    let last = scene.history().remove(0);
    assert_eq!(
        (last.action, last.outcome),
        (Action::Export, Outcome::Exported)
    );
    assert_eq!(last.detail.as_deref(), Some("aioamocrm"));
}

#[tokio::test]
async fn what_ended_is_refreshed_before_it_is_written() {
    let scene = Scene::grace().await;
    scene.pass(SignedDuration::from_hours(25));
    let text = scene.exports(Form::Env, None).await.unwrap().text.unwrap();
    let found = read(&text).unwrap();
    assert_eq!(found.access, Some(scene.grant().tokens.access));
    assert!(scene.works().await);
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
    assert_eq!(
        (found.access, found.refresh),
        (Some(tokens.access), Some(tokens.refresh))
    );

    assert_eq!(scene.record().elsewhere_since, Some(scene.context.now()));
    assert_eq!(scene.row().elsewhere_since, Some(scene.context.now()));
    let name = scene.name.to_string();
    for need in [Need::Forced, Need::Due] {
        let refused = scene.refresh(need).await.map_err(|trouble| trouble.cause);
        assert_eq!(refused, Err(Cause::Elsewhere { name: name.clone() }));
    }
    scene.pass(SignedDuration::from_hours(25));
    let refused = scene.exports(Form::Env, None).await;
    assert_eq!(
        refused,
        Err(ExportError::Token(TokenError::Trouble(
            Cause::Elsewhere { name }.into()
        )))
    );
    let asked = scene.sandbox.stats().token_requests("refresh_token", "200");
    assert_eq!(asked, 0);
    assert_eq!(scene.history()[3].outcome, Outcome::HandedOver);
}

#[tokio::test]
async fn what_was_handed_over_is_given_to_nobody_else() {
    let scene = Scene::strict().await;
    let path = scene.folder.path().join("tokens.json");
    scene
        .hands_over(Form::Json, Some(path.clone()))
        .await
        .unwrap();
    let (since, first) = (scene.record().elsewhere_since, fs::read(&path).unwrap());
    scene.pass(SignedDuration::from_hours(1));
    for other in [None, Some(scene.folder.path().join("other.json"))] {
        let refused = scene.hands_over(Form::Json, other.clone()).await;
        let name = scene.name.to_string();
        let elsewhere = Trouble::new(Cause::Elsewhere { name });
        assert_eq!(refused, Err(elsewhere.into()));
        assert!(other.is_none_or(|path| !path.exists()));
    }
    // Whoever died between the mark and the file writes it now.
    fs::remove_file(&path).unwrap();
    scene
        .hands_over(Form::Json, Some(path.clone()))
        .await
        .unwrap();
    assert_eq!(fs::read(&path).unwrap(), first);
    assert_eq!(scene.record().elsewhere_since, since);
}

/// Both of them begin while the refresh token is still ours.
#[tokio::test]
async fn of_two_who_hand_over_at_once_one_does() {
    let scene = Scene::strict().await;
    let (one, other) = tokio::join!(
        scene.hands_over(Form::Json, None),
        scene.hands_over(Form::Json, None)
    );
    let name = scene.name.to_string();
    let refused = ExportError::from(Trouble::new(Cause::Elsewhere { name }));
    let refusals = [one, other].into_iter().filter_map(Result::err);
    assert_eq!(refusals.collect::<Vec<_>>(), [refused]);
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
            let error = StoreError::TimedOut;
            if after {
                scene.store.fail_after(nth, error);
            } else {
                scene.store.fail_at(nth, error);
            }
            let folder = scene.out();
            fs::create_dir(&folder).unwrap();
            let path = folder.join("tokens");
            let result = scene.hands_over(Form::Php, Some(path.clone())).await;
            assert_eq!(result.is_ok(), path.exists(), "{nth} {after}");
            assert!(!path.exists() || scene.record().elsewhere_since.is_some());
            assert_eq!(names(&folder).len(), usize::from(path.exists()));
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
    let change = |record: &mut Record| {
        if let Some(Grant::OAuth(grant)) = record.connection.as_mut().map(|it| &mut it.grant) {
            grant.refreshing_since = Some(now);
        }
    };
    scene.context.change(&scene.name, change).await.unwrap();
    let before = scene.grant().tokens;
    let text = scene
        .hands_over(Form::Json, None)
        .await
        .unwrap()
        .text
        .unwrap();
    let found = read(&text).unwrap();
    assert_ne!(found.refresh.as_ref(), Some(&before.refresh));
    assert_eq!(found.refresh, Some(scene.grant().tokens.refresh));
}

impl Scene {
    /// Writes it, and keeps it up to date.
    async fn keeps(&self, form: Form, place: Place) -> Kept {
        let n8n_key = matches!(place, Place::N8n(_)).then(|| Secret::new(stand_in::KEY));
        let wanted = Wanted {
            form,
            place: Some(place.clone()),
            n8n_key,
        };
        let (context, name) = (&self.context, &self.name);
        keep(context, name, &wanted, &nobody()).await.unwrap();
        Kept {
            profile: name.clone(),
            form,
            place,
        }
    }

    fn exports_noted(&self) -> Vec<(Outcome, String)> {
        let events = self.history().into_iter();
        events
            .filter(|event| event.action == Action::Export)
            .map(|event| (event.outcome, event.detail.unwrap()))
            .collect()
    }
}

#[tokio::test]
async fn what_is_kept_follows_every_refresh() {
    let scene = Scene::grace().await;
    let stand_in = stand_in::StandIn::start(&[], None);
    let file = scene.keeps(Form::Env, Place::File(scene.out())).await;
    let n8n = scene.keeps(Form::N8n, Place::N8n(stand_in.url())).await;
    let in_file = || {
        let text = Secret::new(fs::read_to_string(scene.out()).unwrap());
        read(&text).unwrap().access.unwrap()
    };
    for _ in 0..2 {
        assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
        scene.context.under_way.end().await;
        let access = scene.grant().tokens.access;
        assert_eq!(in_file(), access);
        assert_eq!(stand_in.token(), access.expose());
    }
    // The key is where the tokens are, and goes with what it was for.
    assert_eq!(scene.record().n8n.len(), 1);
    let context = &scene.context;
    for kept in [&file, &n8n] {
        assert_eq!(keep_no_longer(context, kept.clone()).await, Ok(true));
        assert_eq!(keep_no_longer(context, kept.clone()).await, Ok(false));
    }
    assert!(scene.record().n8n.is_empty());
    let before = in_file();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    context.under_way.end().await;
    assert_eq!(in_file(), before);
    assert_eq!(stand_in.token(), before.expose());
    for file in fs::read_dir(scene.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() && path != scene.out() {
            let bytes = fs::read(&path).unwrap();
            for marked in [stand_in::KEY, before.expose()] {
                let marked = marked.as_bytes();
                let found = bytes.windows(marked.len()).any(|window| window == marked);
                assert!(!found, "{}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_written_stands_in_the_history_and_in_nobodys_way() {
    let scene = Scene::grace().await;
    let folder = scene.out();
    fs::create_dir(&folder).unwrap();
    let path = folder.join("tokens");
    scene.keeps(Form::Json, Place::File(path.clone())).await;
    fs::remove_dir_all(&folder).unwrap();
    // Takes connections, and never answers.
    let deaf = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", deaf.local_addr().unwrap());
    let kept = Kept {
        profile: scene.name.clone(),
        form: Form::N8n,
        place: Place::N8n(N8nUrl::parse(&url).unwrap()),
    };
    assert_eq!(scene.context.ledger.keep_export(&kept, ""), Ok(true));
    let keyed = crate::domain::record::N8nKey {
        url: N8nUrl::parse(&url).unwrap(),
        key: Secret::new(stand_in::KEY),
    };
    let change = |record: &mut Record| record.n8n.push(keyed);
    scene.context.change(&scene.name, change).await.unwrap();

    let refreshed = tokio::time::timeout(Duration::from_secs(5), scene.forced()).await;
    assert_eq!(refreshed, Ok(Ok(Outcome::Rotated)));
    drop(deaf);
    scene.context.under_way.end().await;
    let noted = scene.exports_noted();
    let [(late, n8n), (refused, file), ..] = noted.as_slice() else {
        panic!("{noted:?}");
    };
    assert_eq!((*late, *refused), (Outcome::Temporary, Outcome::Refused));
    assert_eq!(*n8n, format!("n8n {url}: n8n cannot be reached"));
    assert!(
        file.starts_with(&format!("json {}: ", path.display())),
        "{file}"
    );
}

#[tokio::test]
async fn an_export_that_failed_is_written_by_the_next_run_though_nothing_is_refreshed() {
    let scene = Scene::grace().await;
    let folder = scene.out();
    fs::create_dir(&folder).unwrap();
    let path = folder.join("tokens");
    let kept = scene.keeps(Form::Python, Place::File(path.clone())).await;
    let file = path.join("access_token.txt");
    let before = fs::read_to_string(&file).unwrap();
    // A file is in the way of the folder.
    fs::rename(&path, folder.join("aside")).unwrap();
    fs::write(&path, "").unwrap();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.context.under_way.end().await;
    let lagging = |scene: &Scene| scene.context.ledger.all_lagging_exports().unwrap();
    assert_eq!(lagging(&scene), std::slice::from_ref(&kept));
    fs::remove_file(&path).unwrap();
    fs::rename(folder.join("aside"), &path).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), before);

    let stored = scene.grant().tokens.access;
    for run in 0..2 {
        if run == 0 {
            // Nothing is due: the row alone tells that something is left to do.
            let rows = [scene.row()];
            aftermath::catch_up(&scene.context, &rows).await.unwrap();
        } else {
            assert!(scene.refresh(Need::Due).await.is_ok());
        }
        scene.context.under_way.end().await;
        assert_eq!(fs::read_to_string(&file).unwrap(), stored.expose());
        assert_eq!(lagging(&scene), []);
        // What holds the token already is not written again.
        let written = scene.exports_noted().into_iter();
        let written = written.filter(|(outcome, _)| *outcome == Outcome::Exported);
        assert_eq!(written.count(), 2, "{run}");
    }
}
