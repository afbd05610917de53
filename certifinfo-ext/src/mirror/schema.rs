//! The schema of the file: how it is recognised, created and migrated.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};

/// Marks the file as a mirror, in the header of the database: `CIMi`.
const APPLICATION_ID: i32 = 0x4349_4d69;

/// One script per version of the schema: script `n` brings version `n` to version `n + 1`. Scripts
/// are never edited once released; a new version appends one.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// Recognises a mirror; creates the schema in an empty file, and migrates an older one.
pub(super) fn prepare(connection: &mut Connection, writable: bool) -> MirrorResult<()> {
    apply(connection, writable, MIGRATIONS)
}

fn apply(connection: &mut Connection, writable: bool, scripts: &[&str]) -> MirrorResult<()> {
    let wanted = scripts.len();
    if version(connection, wanted)? == wanted {
        return Ok(());
    }
    if !writable {
        let what = "it has an older schema and is open for reading alone; open it for writing once";
        return Err(MirrorError::new(MirrorErrorKind::Denied, what));
    }
    // Of an empty file alone: most documents fit in such a page.
    connection.pragma_update(None, "page_size", 8192)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have migrated it in the meantime.
    let from = version(&transaction, wanted)?;
    for script in &scripts[from..] {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", wanted as i64)?;
    transaction.commit()?;
    Ok(())
}

/// The version of the schema in the file, at most `newest`; 0 for an empty database.
fn version(connection: &Connection, newest: usize) -> MirrorResult<usize> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let id = pragma("application_id")?;
    let version = pragma("user_version")?;
    if id == i64::from(APPLICATION_ID) {
        return usize::try_from(version)
            .ok()
            .filter(|version| *version <= newest)
            .ok_or_else(|| {
                let what = format!(
                    "the mirror has version {version} of the schema, and this program knows \
                     versions up to {newest}"
                );
                MirrorError::new(MirrorErrorKind::NewerVersion, what)
            });
    }
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if (id, version, tables) == (0, 0, 0) {
        return Ok(0);
    }
    let what = "it is the SQLite database of another program";
    Err(MirrorError::new(MirrorErrorKind::NotAMirror, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_schema_is_migrated_and_keeps_its_rows() {
        let mut connection = Connection::open_in_memory().unwrap();
        let first = "CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('kept')";
        apply(&mut connection, true, &[first]).unwrap();
        let second = "ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 7";
        let denied = apply(&mut connection, false, &[first, second]).unwrap_err();
        assert_eq!(denied.kind(), MirrorErrorKind::Denied);
        apply(&mut connection, true, &[first, second]).unwrap();
        apply(&mut connection, true, &[first, second]).unwrap();
        let row = connection.query_row("SELECT name, size FROM thing", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        });
        assert_eq!(row.unwrap(), ("kept".to_owned(), 7));
        let newer = apply(&mut connection, true, &[first]).unwrap_err();
        assert_eq!(newer.kind(), MirrorErrorKind::NewerVersion);
    }

    #[test]
    fn failed_migration_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection, true, &["CREATE TABLE thing (name TEXT)"]).unwrap();
        let broken = "CREATE TABLE other (name TEXT); NOT SQL";
        apply(&mut connection, true, &["", broken]).unwrap_err();
        assert_eq!(version(&connection, 1).unwrap(), 1);
        let other = connection.prepare("SELECT * FROM other");
        assert!(other.is_err());
    }
}
