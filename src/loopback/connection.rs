//! One connection: one head, one answer, and then it is closed.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::answer;
use super::arrival::Arrival;
use super::guard::{Asked, Refusal, judge};
use super::head::{END, Head};
use super::owner;
use super::serve::{House, Stage};
use crate::domain::landing::Landing;

/// What is read and thrown away after an answer, so that it is not lost to a reset connection.
const LEFTOVER: u64 = 64 * 1024;

/// Reads a request, answers it and closes.
pub(super) async fn attend(
    mut stream: TcpStream,
    peer: SocketAddr,
    house: Rc<House>,
    stage: Rc<Cell<Stage>>,
) {
    let listening = timeout(
        house.settings.limits.head_time,
        read_head(&mut stream, house.settings.limits.head_bytes, &stage),
    );
    let heard = tokio::select! {
        biased;
        heard = listening => heard,
        () = house.stopped() => return,
    };
    let answer = match heard {
        Ok(Ok(Some(bytes))) => {
            stage.set(Stage::Heard);
            respond(&bytes, peer, &house).await
        }
        Ok(Ok(None)) => answer::refusal(Refusal::TooLarge),
        Err(_) if stage.get() == Stage::Speaking => answer::refusal(Refusal::TooSlow),
        // Nothing was asked, or nobody is there to be answered.
        Ok(Err(_)) | Err(_) => return,
    };
    let sending = async {
        stream.write_all(&answer).await?;
        stream.shutdown().await
    };
    if let Ok(Ok(())) = timeout(house.settings.limits.head_time, sending).await {
        stage.set(Stage::Answered);
        let emptied = timeout(house.settings.limits.head_time, read_leftover(&mut stream));
        tokio::select! {
            _ = emptied => {}
            () = house.stopped() => {}
        }
    }
}

/// The bytes of a head, or `None` where it does not end within `limit`.
async fn read_head(
    stream: &mut TcpStream,
    limit: usize,
    stage: &Cell<Stage>,
) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    stream.readable().await?;
    // Taken whole and at once: growing would leave copies of a code behind in freed memory.
    let mut head = Zeroizing::new(Vec::with_capacity(limit));
    while head.len() < limit {
        let seen = head.len().saturating_sub(END.len() - 1);
        let room = u64::try_from(limit - head.len()).unwrap_or(u64::MAX);
        if stream.take(room).read_buf(&mut *head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stage.set(Stage::Speaking);
        let fresh = head.get(seen..).unwrap_or_default();
        let end = fresh.windows(END.len()).position(|bytes| bytes == END);
        if let Some(end) = end {
            head.truncate(seen + end + END.len());
            return Ok(Some(head));
        }
    }
    Ok(None)
}

async fn respond(bytes: &[u8], peer: SocketAddr, house: &House) -> Vec<u8> {
    let Some(head) = Head::parse(bytes) else {
        return answer::refusal(Refusal::Malformed);
    };
    match judge(&head, &house.settings.target, &house.short, house.port) {
        Err(refusal) => answer::refusal(refusal),
        // What it leads to is for one person: others on this computer are told that there is nothing.
        Ok(Asked::Consent) if owner::is_ours(peer, house.port) => {
            answer::redirect(&house.settings.consent_url)
        }
        Ok(Asked::Consent) => show(&Landing::NotFound, house),
        Ok(Asked::Icon) => answer::nothing(),
        Ok(Asked::Other(path)) => {
            show(&house.pages.fetch(path).unwrap_or(Landing::NotFound), house)
        }
        Ok(Asked::Callback(query)) => {
            let landing = hand_over(query, head.user_agent(), peer, house).await;
            if !landing.moves() {
                return show(&landing, house);
            }
            match house.pages.put(landing.clone()) {
                Ok(path) => answer::see_page(&path),
                Err(_) => show(&landing, house),
            }
        }
    }
}

/// Gives a callback to whoever decides, and waits for the decision.
async fn hand_over(
    query: &str,
    user_agent: Option<String>,
    peer: SocketAddr,
    house: &House,
) -> Landing {
    let promises = house.pages.promises();
    let (arrival, decision) = Arrival::new(query, peer.ip(), user_agent, promises);
    if house.arrivals.try_send(arrival).is_err() {
        return Landing::NobodyWaits;
    }
    tokio::select! {
        // A page that was chosen before a stop is still shown.
        biased;
        decided = timeout(house.settings.limits.answer_time, decision) => {
            decided.ok().and_then(Result::ok).unwrap_or(Landing::NobodyWaits)
        }
        () = house.stopped() => Landing::NobodyWaits,
    }
}

fn show(landing: &Landing, house: &House) -> Vec<u8> {
    answer::page(landing, &(house.settings.words)(landing))
}

async fn read_leftover(stream: &mut TcpStream) {
    let mut leftover = stream.take(LEFTOVER);
    let mut bytes = [0; 1024];
    while matches!(leftover.read(&mut bytes).await, Ok(count) if count > 0) {}
}
