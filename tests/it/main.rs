//! The test binary of the workspace: one module a behaviour.
