//! Random sequences of what can happen: nothing throws a usable token away, calls a dead one good, or takes a
//! network error for a lost authorization. What is true is asked of the server, behind the product's back.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Refresh(Need),
    /// Asks for a token, and uses it.
    Token,
    /// The process is killed before its n-th call of the store; nothing after that is written anywhere.
    Crash(usize),
    /// The process is killed between the mark and the request.
    CrashBeforeAsking,
    Network(Fault, usize),
    LostAnswer,
    StoreFails(usize, StoreError),
    /// Another process refreshes at the same time.
    ConcurrentOwner,
    /// Access is taken away at amoCRM.
    Revoke,
    Rename,
    /// The clock of this computer is set, by so many hours.
    Clock(i64),
    /// Time passes, asleep or not.
    Hours(i64),
    /// A person gives consent again.
    Consent,
}

fn step() -> impl Strategy<Value = Step> {
    let need = prop_oneof![
        Just(Need::Forced),
        Just(Need::Due),
        Just(Need::Valid(SignedDuration::from_mins(5))),
    ];
    let network = prop::sample::select(vec![
        Fault::InternalError,
        Fault::GatewayTimeout,
        Fault::DropBefore,
        Fault::Page,
        Fault::Blocked,
        Fault::PaymentRequired,
        Fault::NotFound,
    ]);
    let store = prop::sample::select(vec![
        StoreError::Locked,
        StoreError::Full,
        StoreError::ReadOnly,
        StoreError::TimedOut,
    ]);
    prop_oneof![
        3 => need.prop_map(Step::Refresh),
        3 => Just(Step::Token),
        2 => (1_usize..7).prop_map(Step::Crash),
        1 => Just(Step::CrashBeforeAsking),
        2 => (network, 1_usize..6).prop_map(|(fault, times)| Step::Network(fault, times)),
        2 => Just(Step::LostAnswer),
        2 => (1_usize..9, store).prop_map(|(nth, error)| Step::StoreFails(nth, error)),
        2 => Just(Step::ConcurrentOwner),
        1 => Just(Step::Revoke),
        1 => Just(Step::Rename),
        2 => (-50_i64..50).prop_map(Step::Clock),
        3 => (1_i64..40).prop_map(Step::Hours),
        1 => Just(Step::Consent),
    ]
}

/// What has happened to the pair in use, as the server knows it.
#[derive(Default)]
struct Truth {
    /// An answer, or the process that got it, may be gone.
    lost: bool,
    /// Access was taken away.
    revoked: bool,
    names: usize,
}

impl Scene {
    async fn step(&self, step: Step, truth: &mut Truth) {
        match step {
            Step::Refresh(need) => drop(self.refresh(need).await),
            Step::Token => self.token(truth).await,
            Step::Crash(nth) => {
                let row = self.row();
                self.store.fail_from(nth, StoreError::Locked);
                drop(self.forced().await);
                self.store.mend();
                // The dead wrote no row either.
                self.context.ledger.put_profile(&row).unwrap();
                truth.lost = true;
            }
            Step::CrashBeforeAsking => {
                let mut record = self.record();
                grant(&mut record).refreshing_since.get_or_insert(self.context.now());
                record.generation += 1;
                self.store.inner().save(&self.name, &record).unwrap();
            }
            Step::Network(fault, times) => self.sandbox.fault(vec![fault; times]),
            Step::LostAnswer => {
                self.sandbox.fault([Fault::DropAfter]);
                truth.lost = true;
            }
            Step::StoreFails(nth, error) => {
                self.store.fail_from(nth, error);
                drop(self.forced().await);
                self.store.mend();
                truth.lost = true;
            }
            Step::ConcurrentOwner => {
                let (one, other) = (self.another(), self.another());
                let watcher = nobody();
                let first = refresh(&one, &self.name, Need::Forced, &watcher);
                let second = refresh(&other, &self.name, Need::Forced, &watcher);
                let (first, second) = tokio::join!(first, second);
                drop((first, second));
            }
            Step::Revoke => {
                let record = self.record();
                let host = record.connection.unwrap().host;
                truth.revoked |= self.sandbox.revoke(host.subdomain());
            }
            Step::Rename => {
                truth.names += 1;
                let from = server_name(truth.names - 1);
                let to = server_name(truth.names);
                assert!(self.sandbox.rename(&from, &to));
            }
            Step::Clock(hours) => self.skew.store(hours * 3600, Ordering::SeqCst),
            Step::Hours(hours) => self.pass(SignedDuration::from_hours(hours)),
            Step::Consent => {
                // Until then the faults have passed.
                self.quiet().await;
                self.reconnect(truth).await;
            }
        }
    }

    /// A token that is handed out opens the account, unless access was taken away without anybody knowing.
    async fn token(&self, truth: &Truth) {
        if let Ok(token) = self.token_for(SignedDuration::from_mins(5)).await
            && !truth.revoked
        {
            assert_eq!(token, self.grant().tokens.access);
            self.quiet().await;
            let at = self.server(truth);
            let used = self.context.oauth.account(&at, &token).await;
            assert!(used.is_ok(), "a dead token was handed out: {used:?}");
        }
    }

    /// Uses up the faults that were ordered, with a token nobody knows.
    async fn quiet(&self) {
        let token = Secret::new(format!("def50200{}", "0".repeat(800)));
        for _ in 0..40 {
            let (at, credentials) = (self.at(), self.credentials());
            let asked = self.context.oauth.refresh(&at, &credentials, &token);
            let cause = asked.await.unwrap_err().cause;
            // Wherever the account is by now, it says that it cannot read this.
            if matches!(cause, Cause::TokenGarbled) {
                return;
            }
        }
    }

    /// Where the account is by now.
    fn server(&self, truth: &Truth) -> Endpoint {
        let host = AccountHost::parse(&format!("{}.amocrm.ru", server_name(truth.names)));
        Endpoint { host: host.unwrap(), ..self.at() }
    }

    async fn reconnect(&self, truth: &mut Truth) {
        self.connect_to(self.server(truth).host).await;
        self.change(|record| record.needs_authorization = None).await;
        truth.lost = false;
        truth.revoked = false;
    }

    /// What is called lost is lost: the server takes neither token, and there is a reason for it.
    async fn is_told_right(&self, rotation: Rotation, truth: &Truth) {
        let Some(needs) = self.record().needs_authorization else {
            return;
        };
        let reason = truth.revoked || (truth.lost && rotation == Rotation::Strict);
        assert!(reason, "lost without a reason: {needs:?}");
        if !truth.revoked {
            assert!(needs.lost_at.is_some(), "{needs:?}");
        }
        self.quiet().await;
        let grant = self.grant();
        let at = self.server(truth);
        for token in [Some(grant.tokens.refresh), grant.previous_refresh].into_iter().flatten() {
            let asked = self.context.oauth.refresh(&at, &grant.credentials, &token);
            let refused = asked.await.expect_err("a usable token was thrown away");
            assert_eq!(refused.cause.severity(), Severity::Person, "{refused}");
        }
    }
}

/// The account's name after so many changes.
fn server_name(renames: usize) -> String {
    match renames {
        0 => "demo".to_owned(),
        n => format!("demo-{n}"),
    }
}

async fn walk(rotation: Rotation, steps: Vec<Step>) {
    let scene = Scene::set(Options { rotation, ..Options::default() }).await;
    let mut truth = Truth::default();
    for step in steps {
        scene.is_idle(SignedDuration::from_mins(1));
        Box::pin(scene.step(step, &mut truth)).await;
        scene.is_told_right(rotation, &truth).await;
    }
    // All that is not lost works again, once the faults are over.
    scene.quiet().await;
    match scene.forced().await {
        Ok(_) => assert!(scene.works().await),
        Err(cause) => {
            assert_eq!(cause.severity(), Severity::Person, "{cause:?}");
            scene.is_told_right(rotation, &truth).await;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_usable_is_lost(strict in any::<bool>(), steps in prop::collection::vec(step(), 1..16)) {
        let rotation = if strict { Rotation::Strict } else { Rotation::Grace };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(walk(rotation, steps));
    }
}
