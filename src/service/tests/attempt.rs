//! An authorization that runs, and what it tells.

use tokio::sync::{mpsc, oneshot};

use super::*;
use crate::domain::consent::{Order, Progress, Waiting};
use crate::domain::pasted::Pasted;
use crate::service::authorize::{Person, authorize};

pub struct Attempt {
    pub scene: Scene,
    pub pastes: mpsc::Sender<Pasted>,
    told: mpsc::UnboundedReceiver<Progress>,
    _patience: oneshot::Sender<()>,
}

impl Attempt {
    pub fn begin(scene: Scene, order: Order) -> Self {
        let (pastes, clipboard) = mpsc::channel(1);
        let (patience, end) = oneshot::channel();
        let (tell, told) = mpsc::unbounded_channel();
        let context = scene.context.clone();
        tokio::spawn(async move {
            let person = Person {
                pastes: clipboard,
                gives_up: end,
            };
            authorize(&context, order, person, move |progress| {
                drop(tell.send(progress));
            })
            .await;
        });
        Self {
            scene,
            pastes,
            told,
            _patience: patience,
        }
    }

    /// The next thing told of the wanted kind.
    pub async fn next<T>(&mut self, wanted: impl Fn(Progress) -> Option<T>) -> T {
        loop {
            let progress = self.told.recv().await.expect("it ended");
            if let Some(found) = wanted(progress) {
                return found;
            }
        }
    }

    pub async fn waits(&mut self) -> Waiting {
        self.next(|progress| match progress {
            Progress::Waiting(waiting) => Some(*waiting),
            _ => None,
        })
        .await
    }

    pub async fn ends(&mut self) -> Result<Profile, Cause> {
        self.next(|progress| match progress {
            Progress::Connected(profile, None) => Some(Ok(*profile)),
            Progress::Connected(_, Some(trouble)) | Progress::Failed(trouble) => {
                Some(Err(trouble.cause))
            }
            _ => None,
        })
        .await
    }
}
