//! An authorization that runs, and what it tells.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};

use super::*;
use crate::domain::authorize::Waiting;
use crate::domain::authorize::pasted::Pasted;
use crate::service::authorize::{Person, authorize};

/// Runs an authorization to its end, with nobody there; what was told last.
pub async fn ended(context: &Context, order: AuthorizationRequest) -> Progress {
    let (_pastes, arriving) = mpsc::unbounded_channel();
    let (_gives_up, giving_up) = oneshot::channel();
    let (tell, mut told) = mpsc::unbounded_channel();
    let person = Person { pastes: arriving, gives_up: giving_up };
    authorize(context, order, person, move |progress| drop(tell.send(progress))).await;
    let mut last = None;
    while let Some(progress) = told.recv().await {
        last = Some(progress);
    }
    last.expect("it told nothing")
}

/// What a browser is answered with that comes to a port of this computer.
pub async fn asked(port: u16, target: &str) -> String {
    let mut browser = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    browser.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    browser.read_to_string(&mut answer).await.unwrap();
    answer
}

pub struct Attempt {
    pub scene: Scene,
    pastes: mpsc::UnboundedSender<Pasted>,
    told: mpsc::UnboundedReceiver<Progress>,
    _patience: oneshot::Sender<()>,
}

impl Attempt {
    pub fn begin(scene: Scene, order: AuthorizationRequest) -> Self {
        let (pastes, clipboard) = mpsc::unbounded_channel();
        let (patience, end) = oneshot::channel();
        let (tell, told) = mpsc::unbounded_channel();
        let context = scene.context.clone();
        tokio::spawn(async move {
            let person = Person { pastes: clipboard, gives_up: end };
            authorize(&context, order, person, move |progress| drop(tell.send(progress))).await;
        });
        Self { scene, pastes, told, _patience: patience }
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

    /// Where the browser is sent when access to an account is allowed.
    pub fn landed(&self, waiting: &Waiting, account: Option<&str>) -> String {
        self.scene.sandbox.consent(waiting.consent_url.expose(), account).unwrap()
    }

    pub fn is_pasted(&self, landed: &str) {
        self.pastes.send(pasted::parse(landed).unwrap()).unwrap();
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
