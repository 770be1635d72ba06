//! Questions asked of a study, each answered by running its cells at many design points that share worlds, lives and
//! draws. A folder a question: how it is computed, and the tables of its answer. What is drawn and said of them is
//! `report`'s.

pub mod compare;
mod error;
pub mod household;
mod laboratory;
pub mod sensitivity;
pub mod solve;
pub mod why;

pub use error::AnswerError;
pub use laboratory::Laboratory;
