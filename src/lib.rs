//! amokey
