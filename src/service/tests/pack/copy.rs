//! A backup: whoever made it goes on, and what is newer than it stays.

use super::*;

#[tokio::test]
async fn a_copy_marks_nothing_and_brings_back_what_is_gone() {
    let journey = Journey::begins().await;
    let (old, file) = (&journey.old, &journey.file);
    old.packs(file, Purpose::Copy).await.unwrap();
    assert!(BOTH.iter().all(|profile| old.owns(profile)));
    // One is lost, the other one goes on.
    old.context.store.delete(&name("demo")).unwrap();
    assert_eq!(old.forced("аренда").await, Ok(Outcome::Rotated));
    let newer = old.stored("аренда");
    let opened = old.opens(file, &[], false).await;
    let at = opened.manifest().packed_at;
    let fresh = Warning::Copy { at, spent: Vec::new() };
    assert_eq!(opened.warnings(&old.context).await.unwrap(), [fresh]);
    let taken = told(&opened.take(&old.context).await.unwrap());
    let both = [Took::Taken, Took::KeptNewer];
    let expected = BOTH.into_iter().zip(both).map(|(name, took)| (name.to_owned(), Ok(took)));
    assert_eq!(taken, expected.collect::<Vec<_>>());
    assert_eq!(old.stored("аренда"), newer);
    journey.is_in_use_in(old, "back").await;
}

#[tokio::test]
async fn what_must_have_been_refreshed_since_is_named() {
    let journey = Journey::begins().await;
    let (old, new, file) = (&journey.old, &journey.new, &journey.file);
    old.packs(file, Purpose::Copy).await.unwrap();
    journey.scene.pass(SignedDuration::from_hours(25));
    let opened = new.opens(file, &["demo"], false).await;
    let at = opened.manifest().packed_at;
    let spent = Warning::Copy { at, spent: vec![name("demo")] };
    assert_eq!(opened.warnings(&new.context).await.unwrap(), [spent]);
    // Whoever unpacks it all the same, and again, is told by the server what has become of it.
    assert_eq!(old.forced("demo").await, Ok(Outcome::Rotated));
    drop(opened);
    for _ in 0..2 {
        new.opens(file, &["demo"], false).await.take(&new.context).await.unwrap();
    }
    let lost = new.forced("demo").await.unwrap_err();
    assert_eq!(lost.severity(), Severity::Person);
    assert_eq!(old.forced("demo").await, Ok(Outcome::Rotated));
    // A copy makes no second owner of what was given away.
    let moved = file.with_file_name("на новую машину");
    old.packs(&moved, Purpose::Move).await.unwrap();
    for (_, refused) in old.unpacks(file).await {
        assert_eq!(refused, Err(Refusal::Elsewhere));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_told_and_nothing_taken() {
    let journey = Journey::begins().await;
    let (old, new, file) = (&journey.old, &journey.new, &journey.file);
    old.packs(file, Purpose::Copy).await.unwrap();
    let whole = fs::read(file).unwrap();
    let fault = async |key: Key| {
        let request = UnpackRequest {
            file: file.clone(),
            key,
            names: Vec::new(),
            here: new.here.clone(),
            settings: new.folder.join("config.toml"),
            again: false,
        };
        match open(request).await {
            Err(PackError::File { fault, .. }) => Some(fault),
            Ok(_) | Err(_) => None,
        }
    };
    assert_eq!(fault(Key::Raw([8; 32].into())).await, Some(PackFault::WrongPassphrase));
    for at in (0..whole.len()).step_by(whole.len() / 50) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(file, bytes).unwrap();
        let found = fault(key()).await;
        let is_told =
            matches!(found, Some(PackFault::Damaged | PackFault::Foreign | PackFault::Newer));
        assert!(is_told, "byte {at}: {found:?}");
    }
    fs::write(file, &whole[..whole.len() - 1]).unwrap();
    assert_eq!(fault(key()).await, Some(PackFault::Damaged));
    // A sealed file is none, and another home's beginning is in the way.
    fs::copy(SealedFile::path_in(&old.folder), file).unwrap();
    assert_eq!(fault(key()).await, Some(PackFault::Foreign));
    fs::remove_file(file).unwrap();
    assert_eq!(fault(key()).await, Some(PackFault::Absent));
    new.context.change(&name("x"), |it| *it = old.stored("demo").unwrap()).await.unwrap();
    new.packs(file, Purpose::Copy).await.unwrap();
    let part = crate::files::append(file, ".part");
    fs::rename(file, &part).unwrap();
    let refused = old.packs(file, Purpose::Move).await;
    assert_eq!(refused.unwrap_err(), PackError::at(&part, PackFault::PartInTheWay));
    assert!(BOTH.iter().all(|profile| old.owns(profile)));
}
