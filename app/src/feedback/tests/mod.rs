//! Feedback through its pages, on both databases.
