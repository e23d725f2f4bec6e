//! Sockets: a thread of its own that accepts on loopback, answers, and is gone when its handle is dropped.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener as StdListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use super::delivery::{self, Stream};
use super::problem;
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
#[derive(Clone)]
pub struct Shared(Arc<Mutex<World>>);

impl Shared {
    /// Shares a world.
    pub fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    /// The world, for as long as the guard lives: never across an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        shared: Shared,
    ) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let thread = Builder::new().name("sandbox".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, tls, shared) => {}
                    // Nothing is ever sent: dropping the sender is the signal.
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
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

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Shared) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_REST).await;
            continue;
        };
        let (tls, shared) = (tls.clone(), shared.clone());
        tokio::spawn(async move {
            // Answers are single writes; waiting for more only adds latency.
            let _ = stream.set_nodelay(true);
            match tls {
                None => converse(stream, shared).await,
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        converse(stream, shared).await;
                    }
                }
            }
        });
    }
}

async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, shared: Shared) {
    let service = service_fn(move |request| answer(request, shared.clone()));
    // A connection that ends badly concerns its client only.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(
    request: hyper::Request<Incoming>,
    shared: Shared,
) -> io::Result<hyper::Response<Stream>> {
    let reply = match read(request).await? {
        Ok(request) => route::answer(&mut shared.world(), &request, Instant::now()),
        Err(refusal) => refusal,
    };
    if !reply.delay.is_zero() {
        tokio::time::sleep(reply.delay).await;
    }
    if let Some(url) = reply.callback.clone() {
        tokio::spawn(tokio::time::timeout(CALLBACK_TIMEOUT, call(url)));
    }
    let (date, request_id) = {
        let mut world = shared.world();
        (http_date(world.clock.now()), world.dice.hex(32))
    };
    delivery::response(reply, &date, &request_id)
}

/// The whole request as a value, or the refusal it gets for its size.
async fn read(request: hyper::Request<Incoming>) -> io::Result<Result<Request, Reply>> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Ok(Err(problem::too_large())),
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
async fn call(url: String) -> io::Result<()> {
    let Ok(url) = url::Url::parse(&url) else {
        return Ok(());
    };
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let (true, "http", Some(port)) = (loopback, url.scheme(), url.port_or_known_default()) else {
        return Ok(());
    };
    let host = url.host_str().unwrap_or_default();
    // `localhost` is not looked up: a resolver may know better than it should.
    let mut stream = match TcpStream::connect(("127.0.0.1", port)).await {
        Ok(stream) => stream,
        Err(_) => TcpStream::connect(("::1", port)).await?,
    };
    let target = url.query().map_or_else(
        || url.path().to_owned(),
        |query| format!("{}?{query}", url.path()),
    );
    let request = format!(
        "GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nUser-Agent: amoCRM-Webhooks/3.0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    stream
        .take(MAX_BODY as u64)
        .read_to_end(&mut Vec::new())
        .await?;
    Ok(())
}

fn http_date(now: i64) -> String {
    jiff::Timestamp::from_second(now)
        .and_then(|now| {
            jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now)
        })
        // Only a clock advanced by millennia has no date.
        .unwrap_or_default()
}
