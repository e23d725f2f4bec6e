//! From an answer as a value to bytes on a connection, faithful or spoiled.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Response;
use hyper::body::{Body, Bytes, Frame, SizeHint};

use super::reply::{Delivery, Reply};

const FILLER: &[u8] = &[b'x'; 16 * 1024];

/// A body that arrives whole, breaks off (its length was not told to hyper, which then closes), or never ends.
pub struct ReplyBody {
    rest: Option<Bytes>,
    delivery: Delivery,
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let filler = (self.delivery == Delivery::Endless).then_some(Bytes::from_static(FILLER));
        Poll::Ready(self.rest.take().or(filler).map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_none() && self.delivery != Delivery::Endless
    }

    fn size_hint(&self) -> SizeHint {
        match self.delivery {
            Delivery::Whole => {
                SizeHint::with_exact(self.rest.as_ref().map_or(0, Bytes::len) as u64)
            }
            Delivery::Cut | Delivery::Endless | Delivery::Dropped => SizeHint::default(),
        }
    }
}

/// The answer as it goes out; an error means that the connection is closed without a byte.
pub fn response(reply: Reply, date: &str, request_id: &str) -> io::Result<Response<ReplyBody>> {
    if reply.delivery == Delivery::Dropped {
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    let mut response = Response::builder()
        .status(reply.status)
        .header("server", "nginx")
        .header("date", date)
        .header("x-request-id", request_id);
    let mut body = Bytes::from(reply.body);
    if reply.delivery == Delivery::Cut {
        response = response.header("content-length", body.len());
        body.truncate(body.len() / 2);
    }
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let rest = Some(body).filter(|body| !body.is_empty());
    response.body(ReplyBody { rest, delivery: reply.delivery }).map_err(io::Error::other)
}
