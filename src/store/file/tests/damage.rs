//! Whatever is done to the file is found out, is called by its name, and nothing is written over it.

use proptest::prelude::*;

use super::*;
use crate::store::file::directory::Directory;
use crate::store::file::opened::{END, OpenFile, TRAILER};
use crate::store::file::seal::Part;

fn is_damaged(scene: &Scene, bytes: &[u8], case: &str) {
    scene.put(bytes);
    is_refused(scene, SealedFileError::Damaged, case);
}

/// Every call is refused with this, and the file stays as it is.
fn is_refused(scene: &Scene, fault: SealedFileError, case: &str) {
    let before = scene.bytes();
    contract::is_refused_by(&scene.store(), &scene.refused(fault));
    assert_eq!(scene.bytes(), before, "{case}");
}

/// One of the records is refused, and cannot be written over; the file stays as it is, and the others can be read.
fn record_is_refused(scene: &Scene, profile: &str, case: &str) {
    let (before, store) = (scene.bytes(), scene.store());
    let error = scene.refused(SealedFileError::Damaged);
    assert_eq!(store.load(&name(profile)), Err(error.clone()), "{case}");
    assert_eq!(store.save(&name(profile), &record(9)), Err(error), "{case}");
    assert_eq!(scene.bytes(), before, "{case}");
    for (n, other) in PROFILES.into_iter().enumerate() {
        if other != profile {
            let read = store.load(&name(other));
            assert_eq!(read, Ok(Some(record(n as u64))), "{case}");
        }
    }
}

/// A file of these pieces and an end that fits is damage to whoever reads.
fn is_no_file(scene: &Scene, pieces: &[&[u8]], size: u32) {
    scene.put(&[&pieces.concat()[..], &size.to_le_bytes(), &END].concat());
    does_not_open(scene, "acme");
}

fn does_not_open(scene: &Scene, profile: &str) {
    let error = scene.refused(SealedFileError::Damaged);
    assert_eq!(scene.store().load(&name(profile)), Err(error));
}

/// Where each record lies.
fn places(scene: &Scene) -> Vec<(String, std::ops::Range<usize>)> {
    let opened = scene.store().open().unwrap();
    let entries = opened.directory.entries();
    entries
        .map(|(at, entry)| {
            let at = usize::try_from(at).unwrap();
            (entry.name.to_owned(), at..at + entry.length as usize)
        })
        .collect()
}

#[test]
fn every_byte_counts() {
    let scene = Scene::new();
    let whole = scene.bytes();
    let places = places(&scene);
    // Every byte of header and trailer, and every seventh between them.
    let between = (header::LENGTH..whole.len() - TRAILER).step_by(7);
    let ends = (0..header::LENGTH).chain(whole.len() - TRAILER..whole.len());
    for at in ends.chain(between) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        scene.put(&bytes);
        let case = format!("byte {at} of {}", whole.len());
        match places.iter().find(|(_, place)| place.contains(&at)) {
            Some((profile, _)) => record_is_refused(&scene, profile, &case),
            None if at < 16 => is_refused(&scene, SealedFileError::Foreign, &case),
            None if at < 20 => is_refused(&scene, SealedFileError::Newer, &case),
            None => is_refused(&scene, SealedFileError::Damaged, &case),
        }
    }
}

#[test]
fn no_length_but_its_own() {
    let scene = Scene::new();
    let whole = scene.bytes();
    for length in (0..whole.len()).step_by(5) {
        is_damaged(&scene, &whole[..length], &format!("cut at {length}"));
    }
    for more in [&b"\0"[..], b"sealed.\n", &whole[..], &whole[header::LENGTH..]] {
        is_damaged(&scene, &[&whole[..], more].concat(), "something is added");
    }
    is_damaged(&scene, &[&whole[..header::LENGTH], &whole].concat(), "two headers");
}

#[test]
fn a_piece_that_is_cut_out_or_put_in_is_missed() {
    let scene = Scene::new();
    let whole = scene.bytes();
    for (profile, place) in places(&scene) {
        let without = [&whole[..place.start], &whole[place.end..]].concat();
        is_damaged(&scene, &without, &format!("{profile} is cut out"));
        let twice = [&whole[..place.end], &whole[place.start..]].concat();
        is_damaged(&scene, &twice, &format!("{profile} is there twice"));
    }
}

#[test]
fn a_record_that_is_moved_to_another_profile_does_not_open() {
    let scene = Scene::new();
    let whole = scene.bytes();
    let places = places(&scene);
    let [(one, first), (two, second), _] = &places[..] else {
        panic!("{places:?}");
    };
    assert_eq!(first.len(), second.len());
    let mut swapped = whole.clone();
    swapped[first.clone()].copy_from_slice(&whole[second.clone()]);
    swapped[second.clone()].copy_from_slice(&whole[first.clone()]);
    scene.put(&swapped);
    does_not_open(&scene, one);
    does_not_open(&scene, two);
    // Not even where the directory agrees: the name is bound to the record itself.
    scene.put(&whole);
    let opened = scene.store().open().unwrap();
    let moved = whole[first.clone()].to_vec();
    let sealer = opened.sealer();
    assert!(sealer.open(Part::Record(one), moved.clone()).is_ok());
    for part in [Part::Record(two), Part::Directory] {
        assert_eq!(sealer.open(part, moved.clone()), Err(SealedFileError::Damaged));
    }
}

#[test]
fn an_older_record_of_the_same_profile_does_not_come_back() {
    let scene = Scene::new();
    let save = |generation| {
        scene.store().save(&name("acme"), &record(generation)).unwrap();
        let (_, place) = places(&scene).pop().unwrap();
        (scene.bytes(), place)
    };
    let (old, old_place) = save(4);
    let (mut new, new_place) = save(5);
    assert_eq!(old_place, new_place);
    new[new_place].copy_from_slice(&old[old_place]);
    scene.put(&new);
    does_not_open(&scene, "acme");
    assert_eq!(scene.bytes(), new);
}

#[test]
fn a_directory_of_another_file_with_the_same_key_does_not_open() {
    let (one, two) = (Scene::new(), Scene::new());
    let (first, second) = (one.bytes(), two.bytes());
    assert_eq!(first.len(), second.len());
    let mixed = [&first[..header::LENGTH], &second[header::LENGTH..]].concat();
    is_damaged(&one, &mixed, "the rest of another file");
}

#[test]
fn a_damaged_record_can_be_deleted_and_harms_no_other() {
    let scene = Scene::new();
    let (profile, place) = places(&scene).remove(0);
    let mut bytes = scene.bytes();
    bytes[place.start] ^= 1;
    scene.put(&bytes);
    scene.store().save(&name("beta"), &record(8)).unwrap();
    does_not_open(&scene, &profile);
    scene.store().delete(&name(&profile)).unwrap();
    assert_eq!(scene.store().load(&name(&profile)), Ok(None));
    scene.store().save(&name(&profile), &record(9)).unwrap();
    assert_eq!(scene.store().load(&name("beta")), Ok(Some(record(8))));
}

#[test]
fn another_key_is_called_another_key() {
    let scene = Scene::new();
    let before = scene.bytes();
    for key in [raw(2), Key::Passphrase("correct horse".into())] {
        let store = with(scene.folder(), &key);
        contract::is_refused_by(&store, &scene.refused(SealedFileError::WrongKey));
        assert_eq!(scene.bytes(), before);
    }
}

#[test]
fn a_newer_record_is_left_alone() {
    let scene = Scene::new();
    let newer = br#"{"version":99,"vault":[1,2,3]}"#.to_vec();
    scene.store().put("acme", Some(newer.into())).unwrap();
    let (before, error) = (scene.bytes(), scene.refused(SealedFileError::Newer));
    let (store, acme) = (scene.store(), name("acme"));
    assert_eq!(store.load(&acme), Err(error.clone()));
    assert_eq!(store.save(&acme, &record(1)), Err(error));
    assert_eq!(scene.bytes(), before);
}

#[test]
fn other_files_under_its_name_are_called_foreign() {
    let scene = Scene::new();
    for content in [
        &b"{\"version\":1}"[..],
        b"SQLite format 3\0 and more of that kind",
        b"age-encryption.org/v1\n",
        &[0; 4096],
    ] {
        scene.put(content);
        is_refused(&scene, SealedFileError::Foreign, "another file");
    }
}

/// Nobody makes room for what a file only says that it has.
#[test]
fn a_directory_longer_than_any_is_not_read() {
    let scene = Scene::empty();
    let header = scene.bytes()[..header::LENGTH].to_vec();
    let size = 17 * 1024 * 1024_u32;
    let between = vec![0; size as usize];
    is_no_file(&scene, &[&header, &between], size);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Random bytes between a header that opens and a trailer that fits.
    #[test]
    fn anything_is_read_without_a_panic(
        between in prop::collection::vec(any::<u8>(), 0..200),
        size in 0_u32..300,
    ) {
        let scene = Scene::empty();
        let header = scene.bytes()[..header::LENGTH].to_vec();
        is_no_file(&scene, &[&header, &between], size);
    }

    /// A directory that opens and tells anything at all about the rest.
    #[test]
    fn a_directory_that_lies_is_damage(
        plain in prop::collection::vec(any::<u8>(), 1..200),
        between in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let scene = Scene::empty();
        let opened: OpenFile = scene.store().open().unwrap();
        let told = Directory::parse(plain.clone()).map(|directory| directory.end());
        prop_assume!(told != Ok((header::LENGTH + between.len()) as u64));
        let mut plain = plain;
        let (directory, _) = opened.sealer().seal(Part::Directory, &mut plain).unwrap();
        let size = u32::try_from(directory.len()).unwrap();
        is_no_file(&scene, &[&opened.header.bytes, &between, &directory], size);
    }
}
