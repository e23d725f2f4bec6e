//! Profiles that go to another home, and come back: whatever happens on the way, each is in use in one place.

mod copy;
mod killed;
mod moved;

use std::path::Path;

use super::*;
use crate::domain::home_id::HomeId;
use crate::domain::pack::{Purpose, Whereabouts};
use crate::service::transfer::pack::{
    Given, Left, OpenedPack, PackError, PackFault, PackRequest, Refusal, Took, UnpackRequest,
    Unpacked, Warning, open, pack, take_back, unfinished,
};
use crate::store::file::Key;
use crate::store::{SealedFile, Store};

fn key() -> Key {
    Key::Raw([7; 32].into())
}

fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).unwrap()
}

/// A home with a sealed file, in a folder of its own.
pub struct Home {
    pub folder: PathBuf,
    pub context: Context,
    pub here: Whereabouts,
}

impl Home {
    /// The home of a folder, made where there is none, and for the rest like another one.
    pub fn at(folder: PathBuf, like: &Context) -> Self {
        fs::create_dir_all(&folder).unwrap();
        if !SealedFile::path_in(&folder).exists() {
            SealedFile::create(&folder, &key()).unwrap();
        }
        let store: Arc<dyn Store> = Arc::new(SealedFile::new(&folder, Box::new(|_| Ok(key()))));
        let context = Context {
            store,
            ledger: Arc::new(Ledger::open(&folder.join("ledger")).unwrap()),
            locks: vec![folder.join("locks")],
            user: folder.join("user"),
            ..like.clone()
        };
        let id = folder.file_name().unwrap().as_encoded_bytes()[0];
        let home = HomeId::from_random([id; HomeId::BYTES]);
        Self { folder, context, here: Whereabouts { home, host: "тест".into() } }
    }

    pub fn request(&self, file: &Path, purpose: Purpose) -> PackRequest {
        PackRequest {
            file: file.to_path_buf(),
            key: key(),
            purpose,
            may_replace: false,
            settings: fs::read_to_string(self.folder.join("config.toml")).ok(),
            from: self.here.clone(),
        }
    }

    pub async fn packs(&self, file: &Path, purpose: Purpose) -> Result<Given, PackError> {
        pack(&self.context, self.request(file, purpose)).await
    }

    pub async fn opens(&self, file: &Path, names: &[&str], again: bool) -> OpenedPack {
        let request = UnpackRequest {
            file: file.to_path_buf(),
            key: key(),
            names: names.iter().map(|text| name(text)).collect(),
            here: self.here.clone(),
            settings: self.folder.join("config.toml"),
            again,
        };
        open(request).await.unwrap()
    }

    pub async fn unpacks(&self, file: &Path) -> Vec<(String, Result<Took, Refusal>)> {
        told(&self.opens(file, &[], false).await.take(&self.context).await.unwrap())
    }

    pub fn stored(&self, profile: &str) -> Option<Record> {
        self.context.store.load(&name(profile)).unwrap()
    }

    /// Whether somebody here may spend the refresh token.
    pub fn owns(&self, profile: &str) -> bool {
        self.stored(profile).is_some_and(|record| record.elsewhere_since.is_none())
    }

    pub async fn forced(&self, profile: &str) -> Result<Outcome, Cause> {
        let refreshed = refresh(&self.context, &name(profile), Need::Forced, &nobody()).await;
        refreshed.map(|refreshed| refreshed.outcome).map_err(|trouble| trouble.cause)
    }

    pub fn row(&self, profile: &str) -> Profile {
        self.context.ledger.profile(&name(profile)).unwrap().unwrap()
    }
}

fn told(unpacked: &Unpacked) -> Vec<(String, Result<Took, Refusal>)> {
    unpacked.profiles.iter().map(|(name, result)| (name.to_string(), result.clone())).collect()
}

/// Two accounts that are connected in one home, and another home. The server gives no second chance.
pub struct Journey {
    pub scene: Scene,
    pub old: Home,
    pub new: Home,
    pub file: PathBuf,
}

pub const BOTH: [&str; 2] = ["demo", "аренда"];

impl Journey {
    pub async fn begins() -> Self {
        let scene = Scene::two_accounts(Rotation::Strict).await;
        let folder = scene.folder.path().join("мой диск");
        let home = |name: &str| Home::at(folder.join(name), &scene.context);
        let (old, new) = (home("старая"), home("новая"));
        let file = folder.join("на новую машину.pack");
        let journey = Self { scene, old, new, file };
        journey.connects().await;
        journey
    }

    /// Connects both in the old home.
    pub async fn connects(&self) {
        for (profile, host) in BOTH.into_iter().zip(["demo.amocrm.ru", "demo2.amocrm.ru"]) {
            self.scene.connect_to(AccountHost::parse(host).unwrap()).await;
            let record = self.scene.record();
            self.old.context.change(&name(profile), |it| *it = record).await.unwrap();
        }
    }

    /// Whoever has it refreshes it, the server says yes, and the others do not ask.
    pub async fn is_in_use_in(&self, home: &Home, case: &str) {
        for profile in BOTH {
            assert_eq!(home.forced(profile).await, Ok(Outcome::Rotated), "{case}: {profile}");
            let owners = [&self.old, &self.new].into_iter().filter(|home| home.owns(profile));
            assert_eq!(owners.count(), 1, "{case}: {profile}");
        }
    }
}
