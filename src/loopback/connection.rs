//! One connection: one head, one answer, and then it is closed.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::answer;
use super::callback_request::CallbackRequest;
use super::guard::{Rejection, Route, admit};
use super::proc_net;
use super::request_head::{END, RequestHead};
use super::server_state::{ConnectionStage, ServerState};
use crate::domain::authorize::callback_page::CallbackPage;
use crate::domain::secret::Secret;

/// What is read and thrown away after an answer, so that it is not lost to a reset connection.
const LEFTOVER: u64 = 64 * 1024;

/// The longest head, in bytes. A callback has about 1,500.
const MAX_HEAD: usize = 16 * 1024;

pub(super) async fn handle(
    mut stream: TcpStream,
    peer: SocketAddr,
    server: Rc<ServerState>,
    stage: Rc<Cell<ConnectionStage>>,
) {
    let head_time = server.settings.limits.head_time;
    let listening = timeout(head_time, read_head(&mut stream, &stage));
    let heard = tokio::select! {
        biased;
        heard = listening => heard,
        () = server.stopped() => return,
    };
    let answer = match heard {
        Ok(Ok(Some(bytes))) => {
            stage.set(ConnectionStage::Heard);
            respond(&bytes, peer, &server).await
        }
        Ok(Ok(None)) => answer::rejection(Rejection::TooLarge),
        Err(_) if stage.get() == ConnectionStage::Speaking => answer::rejection(Rejection::TooSlow),
        // Nothing was asked, or nobody is there to be answered.
        Ok(Err(_)) | Err(_) => return,
    };
    let sending = async {
        stream.write_all(&answer).await?;
        stream.shutdown().await
    };
    if let Ok(Ok(())) = timeout(head_time, sending).await {
        stage.set(ConnectionStage::Answered);
        let emptied = timeout(head_time, read_leftover(&mut stream));
        tokio::select! {
            _ = emptied => {}
            () = server.stopped() => {}
        }
    }
}

/// The bytes of a head, or `None` where it does not end within [`MAX_HEAD`].
async fn read_head(
    stream: &mut TcpStream,
    stage: &Cell<ConnectionStage>,
) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    stream.readable().await?;
    // Taken whole and at once: growing would leave copies of a code behind in freed memory.
    let mut head = Zeroizing::new(Vec::with_capacity(MAX_HEAD));
    while head.len() < MAX_HEAD {
        let seen = head.len().saturating_sub(END.len() - 1);
        let room = u64::try_from(MAX_HEAD - head.len()).unwrap_or(u64::MAX);
        if stream.take(room).read_buf(&mut *head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stage.set(ConnectionStage::Speaking);
        let fresh = head.get(seen..).unwrap_or_default();
        let end = fresh.windows(END.len()).position(|bytes| bytes == END);
        if let Some(end) = end {
            head.truncate(seen + end + END.len());
            return Ok(Some(head));
        }
    }
    Ok(None)
}

async fn respond(bytes: &[u8], peer: SocketAddr, server: &ServerState) -> Vec<u8> {
    let Some(head) = RequestHead::parse(bytes) else {
        return answer::rejection(Rejection::Malformed);
    };
    match admit(&head, &server.settings.target, &server.short, server.port) {
        Err(rejection) => answer::rejection(rejection),
        // What it leads to is for one person: others on this computer are told that there is nothing.
        Ok(Route::Consent) if proc_net::is_ours(peer, server.port) => {
            answer::redirect(302, server.settings.consent_url.as_str())
        }
        Ok(Route::Consent) => show(&CallbackPage::NotFound, server),
        Ok(Route::Icon) => answer::no_content(),
        Ok(Route::Other(path)) => {
            show(&server.pages.fetch(path).unwrap_or(CallbackPage::NotFound), server)
        }
        Ok(Route::Callback(query)) => {
            let landing = hand_over(query, head.user_agent(), peer, server).await;
            if !landing.moves() {
                return show(&landing, server);
            }
            match server.pages.put(landing.clone()) {
                Ok(path) => answer::redirect(303, &path),
                Err(_) => show(&landing, server),
            }
        }
    }
}

/// Gives a callback to whoever decides, and waits for the decision.
async fn hand_over(
    query: &str,
    user_agent: Option<String>,
    peer: SocketAddr,
    server: &ServerState,
) -> CallbackPage {
    let (page, decision) = oneshot::channel();
    let callback = CallbackRequest {
        query: Secret::new(query),
        peer: peer.ip(),
        user_agent,
        page,
        unfetched: server.pages.unfetched.clone(),
    };
    if server.callbacks.try_send(callback).is_err() {
        return CallbackPage::NobodyWaits;
    }
    tokio::select! {
        // A page that was chosen before a stop is still shown.
        biased;
        decided = timeout(server.settings.limits.answer_time, decision) => {
            decided.ok().and_then(Result::ok).unwrap_or(CallbackPage::NobodyWaits)
        }
        () = server.stopped() => CallbackPage::NobodyWaits,
    }
}

fn show(landing: &CallbackPage, server: &ServerState) -> Vec<u8> {
    answer::page(landing, &(server.settings.words)(landing))
}

async fn read_leftover(stream: &mut TcpStream) {
    let mut leftover = stream.take(LEFTOVER);
    let mut bytes = [0; 1024];
    while matches!(leftover.read(&mut bytes).await, Ok(count) if count > 0) {}
}
