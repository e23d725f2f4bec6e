//! A lead's contacts, as much of them as may be read.

use super::*;
use crate::domain::account::lead::{LeadContacts, User};
use crate::service::access::lead_contacts::{LeadError, lead_contacts};

async fn ask(scene: &Scene, id: u64) -> Result<LeadContacts, LeadError> {
    lead_contacts(&scene.context, &scene.name, id, &nobody()).await
}

#[tokio::test]
async fn a_lead_may_have_no_contacts_and_may_not_be_there() {
    let scene = Scene::grace().await;
    assert_eq!(ask(&scene, 20_000_103).await.unwrap().contacts, []);
    assert_eq!(ask(&scene, 1).await, Err(LeadError::NoSuchLead));
}

/// Names that may not be read keep nobody from the rest.
#[tokio::test]
async fn what_is_forbidden_is_left_out() {
    let scene = Scene::grace().await;
    let as_it_should = || Fault::Slow(SOON);
    let nameless = Some(User { id: 9_000_011, name: None });
    // The contacts, and then the user: the lead's, for of the contacts nothing is known.
    scene.sandbox.fault([as_it_should(), Fault::Forbidden, Fault::Forbidden]);
    let lead = ask(&scene, 20_000_101).await.unwrap();
    assert_eq!(lead.lead.responsible_user, nameless);
    let contact = &lead.contacts[0];
    assert_eq!((&contact.name, &contact.responsible_user), (&None, &None));
    // All users may be asked for by an administrator alone; one or the other may be told all the same.
    scene.sandbox.fault([
        as_it_should(),
        as_it_should(),
        Fault::Forbidden,
        as_it_should(),
        Fault::Forbidden,
    ]);
    let lead = ask(&scene, 20_000_101).await.unwrap();
    assert_eq!(lead.lead.responsible_user, nameless);
    let user = User { id: 9_000_010, name: Some("Анна Соколова".into()) };
    assert_eq!(lead.contacts[1].responsible_user, Some(user));
    assert_eq!(lead.contacts[1].name.as_deref(), Some("ООО «Вектор», приёмная"));
    // The lead itself cannot be done without.
    scene.sandbox.fault([Fault::Forbidden]);
    let Err(LeadError::Trouble(trouble)) = ask(&scene, 20_000_101).await else {
        panic!("a forbidden lead was shown");
    };
    assert_eq!(trouble.cause, Cause::Forbidden);
}
