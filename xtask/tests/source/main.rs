//! From a SOURCE to a document: reading text, fetching, and finding the document of a page.

mod text;
