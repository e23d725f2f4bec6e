//! Which profile a token belongs to, and what it is.

use super::acceptance::MONTH;
use super::*;
use crate::domain::tokens::whose::{GivenKind, Role, Standing};
use crate::service::profiles::which::{Which, which};

impl Scene {
    async fn which(&self, given: &Secret) -> Which {
        which(&self.context, given).await.unwrap()
    }

    /// Who has it, and how.
    async fn owners(&self, given: &Secret) -> Vec<(String, Role)> {
        let found = self.which(given).await;
        assert_eq!(found.unread, []);
        found.owners.into_iter().map(|(name, held)| (name.to_string(), held)).collect()
    }

    async fn owned(&self, given: &Secret, kind: GivenKind, standing: Standing) {
        let owners = self.owners(given).await;
        assert_eq!(owners, [(self.name.to_string(), (kind, standing))]);
    }
}

#[tokio::test]
async fn all_that_a_profile_has_and_had_is_told_apart() {
    use GivenKind::{AccessToken, ClientSecret, LongLivedToken, RefreshToken};
    use Standing::{Current, Newer, Pending, Previous, Spent};
    let scene = Scene::grace().await;
    let first = scene.grant();
    scene.owned(&first.tokens.access, AccessToken, Current).await;
    scene.owned(first.credentials.client_secret.secret(), ClientSecret, Current).await;
    scene.pass(SignedDuration::from_secs(1));
    scene.forced().await.unwrap();
    scene.owned(&scene.grant().tokens.refresh, RefreshToken, Current).await;
    scene.owned(&first.tokens.refresh, RefreshToken, Spent).await;
    // By what it says of itself.
    scene.owned(&first.tokens.access, AccessToken, Previous).await;
    let second = scene.grant();
    scene.change_grant(|grant| *grant = first.clone()).await;
    scene.owned(&second.tokens.access, AccessToken, Newer).await;
    let begun = scene.record().connection;
    scene.change(|record| record.candidate = record.connection.take()).await;
    scene.owned(&first.tokens.refresh, RefreshToken, Pending).await;
    scene.change(|record| (record.connection, record.candidate) = (begun, None)).await;
    let token = scene.is_long_lived(MONTH).await;
    scene.owned(&token, LongLivedToken, Current).await;
}

#[tokio::test]
async fn what_nobody_has_is_described_by_what_it_says() {
    let mut scene = Scene::two_accounts(Rotation::Grace).await;
    let stranger = Secret::new(scene.sandbox.long_lived(Some("demo2"), MONTH).unwrap());
    let found = scene.which(&stranger).await;
    assert_eq!((found.kind, &*found.owners), (GivenKind::LongLivedToken, &[][..]));
    let said = found.said.unwrap();
    assert!(said.account_id > 0 && said.expires_at.unwrap() > scene.context.now());
    // A secret key is all profiles' of its integration.
    let names = scene.more(1).await;
    let secret = scene.grant().credentials.client_secret;
    let owners = scene.owners(secret.secret()).await;
    assert!(owners.iter().map(|(name, _)| name).eq(names.iter().map(ProfileName::as_str)));
    let code = Secret::new(scene.sandbox.fresh_code(None).unwrap());
    assert_eq!(scene.which(&code).await.kind, GivenKind::CodeOrRefreshToken);
    scene.store.fail_at(2, StoreError::Damaged);
    assert_eq!(scene.which(&code).await.unread.len(), 1, "that one may have it");
    assert_eq!((scene.pairs(), scene.history()), (0, vec![]), "nobody is asked");
}
