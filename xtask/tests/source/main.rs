//! From a SOURCE to a document: reading text, fetching, and finding the document of a page.

mod bounds;
mod files;
mod hostile;
mod messages;
mod pages;
mod site;
mod text;
