//! amoCRM's limits, as all processes of a user keep them together.

use tokio::time::timeout;

use super::*;
use crate::service::access::api::{ApiError, call};

const PATIENCE: Duration = Duration::from_secs(60);

async fn asks(context: &Context, name: &ProfileName) -> Result<(), ApiError> {
    let request = get("/api/v4/account");
    let nobody = nobody();
    let asked = call(context, name, &request, Lang::En, &nobody);
    timeout(PATIENCE, asked).await.unwrap().map(drop)
}

async fn at_the_same_time<T, F: Future<Output = ()> + 'static>(
    all: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> F,
) {
    let tasks = tokio::task::LocalSet::new();
    let ends: Vec<_> = all.into_iter().map(|one| tasks.spawn_local(work(one))).collect();
    tasks.await;
    for end in ends {
        end.await.unwrap();
    }
}

impl Scene {
    /// Connects each account of the sandbox with the one integration.
    async fn many_accounts(count: usize) -> (Self, Vec<ProfileName>) {
        let mut scene = Self::on(Options { accounts: count, ..Options::default() }).await;
        for number in 2..=count {
            let account = format!("demo{number}");
            scene.name = ProfileName::parse(&account).unwrap();
            let host = AccountHost::parse(&format!("{account}.amocrm.ru")).unwrap();
            scene.connect_to(host).await;
        }
        let rows = scene.context.ledger.profiles().unwrap();
        (scene, rows.read.into_iter().map(|row| row.name).collect())
    }
}

/// How many of the profiles were refreshed, and which were not.
async fn refreshed(scene: &Scene, names: Vec<ProfileName>) -> (usize, Vec<String>) {
    let count = names.len();
    let done = refresh_all(&scene.context, names, Need::Forced, |_, _| {}, |_| {}).await;
    let failed = done.into_iter().filter(|done| done.result.is_err());
    let failed: Vec<_> = failed.map(|done| done.name.to_string()).collect();
    (count - failed.len(), failed)
}

#[tokio::test]
async fn one_accounts_429_stops_no_other_account() {
    let (scene, names) = Scene::many_accounts(12).await;
    scene.sandbox.fault_at("demo3", [Fault::TooMany; 5]);
    let expected = (11, vec!["demo3".to_owned()]);
    assert_eq!(refreshed(&scene, names).await, expected);
    let refused = scene.sandbox.stats().token_requests("refresh_token", "429");
    assert_eq!(refused, 1, "a closed account is left alone");
}

#[tokio::test]
async fn a_second_accounts_429_stops_the_integration() {
    let (scene, names) = Scene::many_accounts(12).await;
    for account in ["demo3", "demo4"] {
        scene.sandbox.fault_at(account, [Fault::TooMany; 5]);
    }
    let (limited, others): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| ["demo3", "demo4"].contains(&name.as_str()));
    assert_eq!(refreshed(&scene, limited).await.0, 0);
    // Whoever comes after the two answers waits.
    assert_eq!(refreshed(&scene, others).await.0, 0);
    // Another process knows it.
    let asked = asks(&scene.another(), &ProfileName::parse("demo12").unwrap()).await;
    let Err(ApiError::Refused(refusal)) = asked else {
        panic!("{asked:?}");
    };
    let Cause::TooManyRequests { retry_after } = refusal.trouble.cause else {
        panic!("{refusal:?}");
    };
    assert!(retry_after > Some(200));
    assert_eq!(scene.sandbox.stats().api_requests.get("429"), None);
}

#[tokio::test]
async fn processes_count_together_whatever_they_ask() {
    let scene = Scene::limited().await;
    at_the_same_time(0..4, |number| {
        let (context, name) = (scene.another(), scene.name.clone());
        async move {
            for _ in 0..4 {
                if number == 0 {
                    let refreshed = refresh(&context, &name, Need::Forced, &nobody()).await;
                    refreshed.unwrap();
                } else {
                    asks(&context, &name).await.unwrap();
                }
            }
        }
    })
    .await;
    let stats = scene.sandbox.stats();
    assert_eq!(stats.api_requests.get("429"), None, "{stats:?}");
    assert_eq!(stats.token_requests("refresh_token", "429"), 0);
}

/// Fifteen that hold what a refresh waits for would wait for one another for ever.
#[tokio::test]
async fn who_asks_holds_nothing_that_a_refresh_waits_for() {
    let mut scene = Scene::grace().await;
    let names = scene.more(15).await;
    scene.sandbox.fault([Fault::Unauthorized; 16]);
    at_the_same_time(names, |name| {
        let context = scene.context.clone();
        async move { assert_eq!(asks(&context, &name).await, Ok(())) }
    })
    .await;
}

/// A clock that is set by hand, and how often it was told that the file cannot be used.
fn by_hand(folder: &std::path::Path) -> (RateLimit, Arc<AtomicU64>, Arc<AtomicU64>) {
    let (millis, told) = (Arc::new(AtomicU64::new(1_000)), Arc::new(AtomicU64::new(0)));
    let (now, tells) = (Arc::clone(&millis), Arc::clone(&told));
    let clock = SharedClock {
        boot: "by hand".to_owned(),
        elapsed: Arc::new(move || Duration::from_millis(now.load(Ordering::SeqCst))),
    };
    let unusable = move |_: &io::Error| {
        tells.fetch_add(1, Ordering::SeqCst);
    };
    let limit = RateLimit::new(folder, clock, Box::new(unusable));
    (limit, millis, told)
}

/// Sends a request, without one; whether it may be sent at once.
async fn at_once(context: &Context) -> bool {
    let (integration, account) = ("i".to_owned(), "a".to_owned());
    let counted = RateLimitKey { integration, account };
    let sent = context.paced(&counted, async { Ok::<_, Trouble>(()) });
    timeout(Duration::from_millis(200), sent).await.is_ok()
}

#[tokio::test]
async fn without_the_file_there_is_one_request_a_second_and_that_is_told_once() {
    let scene = Scene::grace().await;
    let file = tempfile::NamedTempFile::new().unwrap();
    let (limit, millis, told) = by_hand(&file.path().join("folder"));
    let context = Context { rate_limit: limit, ..scene.context.clone() };
    assert!(at_once(&context).await && !at_once(&context).await);
    millis.fetch_add(3_000, Ordering::SeqCst);
    assert!(at_once(&context).await);
    assert_eq!(told.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_file_that_says_nothing_is_begun_anew() {
    let scene = Scene::grace().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rate-limits.json");
    for text in ["", "{", "[1]", "\0\0", r#"{"boot":7}"#] {
        fs::write(&path, text).unwrap();
        let (limit, _, told) = by_hand(folder.path());
        let context = Context { rate_limit: limit, ..scene.context.clone() };
        assert!(at_once(&context).await, "{text}");
        assert_eq!(told.load(Ordering::SeqCst), 0);
        assert!(fs::read_to_string(&path).unwrap().contains("by hand"));
    }
    // The end of an older value behind the newer one.
    let text = fs::read_to_string(&path).unwrap() + ":[1000]}";
    fs::write(&path, text).unwrap();
    let (limit, ..) = by_hand(folder.path());
    let context = Context { rate_limit: limit, ..scene.context };
    for _ in 0..6 {
        assert!(at_once(&context).await);
    }
    assert!(!at_once(&context).await, "the first one is still counted");
}
