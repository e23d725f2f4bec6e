//! From an answer as a value to bytes on a connection, faithful or spoiled.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Response;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{HeaderName, HeaderValue};

use super::reply::{Delivery, Reply};

const FILLER: &[u8] = &[b'x'; 16 * 1024];

/// A body that arrives whole, breaks off, or never ends.
pub enum Stream {
    /// All of it at once.
    Whole(Option<Bytes>),
    /// This much, and then an error; between them the connection gets its chance to send.
    Cut(Option<Bytes>, bool),
    /// This, and filler for ever.
    Endless(Option<Bytes>),
}

impl Body for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let frame = |bytes| Poll::Ready(Some(Ok(Frame::data(bytes))));
        match self.get_mut() {
            Self::Whole(bytes) => bytes.take().map_or(Poll::Ready(None), frame),
            Self::Cut(bytes, flushed) => match bytes.take() {
                Some(bytes) => frame(bytes),
                None if !*flushed => {
                    *flushed = true;
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
                None => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
            },
            Self::Endless(bytes) => frame(bytes.take().unwrap_or(Bytes::from_static(FILLER))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::Cut(..) | Self::Endless(_) => SizeHint::default(),
        }
    }
}

/// The answer as it goes out; an error means that the connection is closed without a byte.
pub fn response(reply: Reply, date: &str, request_id: &str) -> io::Result<Response<Stream>> {
    let length = reply.body.len();
    let body = Bytes::from(reply.body);
    let stream = match reply.delivery {
        Delivery::Dropped => return Err(io::ErrorKind::ConnectionReset.into()),
        Delivery::Whole if body.is_empty() => Stream::Whole(None),
        Delivery::Whole => Stream::Whole(Some(body)),
        Delivery::Cut => Stream::Cut(Some(body.slice(..length / 2)), false),
        Delivery::Endless => Stream::Endless(Some(body)),
    };
    let mut response = Response::builder()
        .status(reply.status)
        .header("server", "nginx")
        .header("date", date)
        .header("x-request-id", request_id);
    if reply.delivery == Delivery::Cut {
        response = response.header("content-length", length);
    }
    for (name, value) in reply.headers {
        let value = HeaderValue::from_str(&value).map_err(io::Error::other)?;
        response = response.header(HeaderName::from_static(name), value);
    }
    response.body(stream).map_err(io::Error::other)
}
