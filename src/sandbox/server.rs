//! Sockets: a thread of its own that accepts on loopback, answers, and is gone when its handle is dropped.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use super::delivery::{self, ReplyBody};
use super::reply::Reply;
use super::request::Request;
use super::route;
use super::world::World;

const MAX_BODY: usize = 64 * 1024;
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
const CALLBACK_TIMEOUT: Duration = Duration::from_secs(5);
/// How long accepting rests when the system has no descriptors left.
const ACCEPT_REST: Duration = Duration::from_millis(50);

/// The world, shared by the server's connections and the handle's owner.
pub type SharedWorld = Arc<Mutex<World>>;

/// The world, for as long as the guard lives: never across an `await`.
pub fn lock(world: &SharedWorld) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The serving thread. Dropping it ends every connection and frees the port before it returns.
pub struct Server {
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves until dropped.
    pub fn start(
        listener: StdListener,
        tls: Option<TlsAcceptor>,
        world: SharedWorld,
    ) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let thread = Builder::new().name("sandbox".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, tls, world) => {}
                    // Nothing is ever sent: dropping the sender is the signal.
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It panicked, or it ended: either way it is over.
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, world: SharedWorld) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_REST).await;
            continue;
        };
        let (tls, world) = (tls.clone(), world.clone());
        tokio::spawn(async move {
            // Answers are single writes; waiting for more only adds latency.
            let _ = stream.set_nodelay(true);
            match tls {
                None => converse(stream, world).await,
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        converse(stream, world).await;
                    }
                }
            }
        });
    }
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    world: SharedWorld,
) {
    let service = service_fn(move |request| answer(request, world.clone()));
    // A connection that ends badly concerns its client only.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(
    request: hyper::Request<Incoming>,
    world: SharedWorld,
) -> io::Result<hyper::Response<ReplyBody>> {
    let reply = match read(request).await? {
        Ok(request) => route::answer(&mut lock(&world), &request, Instant::now()),
        Err(refusal) => refusal,
    };
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    if let Some(url) = reply.callback.clone() {
        tokio::spawn(call(url));
    }
    let (date, request_id) = {
        let mut world = lock(&world);
        (http_date(world.clock.now()), world.random.hex(32))
    };
    delivery::response(reply, &date, &request_id)
}

/// The whole request as a value, or the refusal it gets for its size.
async fn read(request: hyper::Request<Incoming>) -> io::Result<Result<Request, Reply>> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            return Ok(Err(Reply::nginx(413, "Request Entity Too Large")));
        }
        Err(error) => return Err(io::Error::other(error)),
    };
    let authority = head.uri.host().map(str::to_owned).or_else(|| {
        let host = head.headers.get(header::HOST)?.to_str().ok()?;
        Some(host.split(':').next().unwrap_or_default().to_owned())
    });
    Ok(Ok(Request {
        method: head.method,
        host: authority.unwrap_or_default().to_ascii_lowercase(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body,
    }))
}

/// `GET url` from the server's side, to loopback and nowhere else; nobody waits for the outcome.
async fn call(url: String) -> Option<reqwest::Response> {
    let url = url::Url::parse(&url).ok()?;
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if !loopback || url.scheme() != "http" {
        return None;
    }
    // Plain http needs no TLS, yet the client wants to have a provider of it; whoever was first has installed one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // `localhost` is not looked up: a resolver may know better than it should.
    let addresses = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
    let client = reqwest::Client::builder()
        .user_agent("amoCRM-Webhooks/3.0")
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only([])
        .resolve_to_addrs("localhost", &addresses)
        .timeout(CALLBACK_TIMEOUT)
        .build();
    client.ok()?.get(url).send().await.ok()
}

fn http_date(now: i64) -> String {
    jiff::Timestamp::from_second(now)
        .and_then(|now| {
            jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now)
        })
        // Only a clock advanced by millennia has no date.
        .unwrap_or_default()
}
