//! Codes of every kind from any text: strict, lenient and lists keep their laws.

#![no_main]

use certifinfo_ext::codes::{self, Code, split_code_label};
use certifinfo_ext::for_each_code;
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    macro_rules! check {
        ($($code:ident),*) => { $(check::<codes::$code>(&text);)* };
    }
    for_each_code!(check);
    let _ = text.parse::<codes::BrancheProA>();
    let _ = split_code_label(&text);
    let _ = serde_json::from_slice::<codes::BrancheProA>(bytes);
});

fn check<T: Code + Serialize + DeserializeOwned>(text: &str) {
    let (strict, lenient) = (text.parse::<T>(), T::parse_lenient(text));
    if let Ok(code) = &strict {
        assert_eq!(lenient.as_ref(), Ok(code), "strict is a part of lenient");
    }
    if let Ok(code) = lenient {
        let shown = code.to_string();
        assert_eq!(shown.parse::<T>(), Ok(code), "what is shown reads back");
        let json = serde_json::to_string(&code).expect("a code is JSON");
        let read: T = serde_json::from_str(&json).expect("its JSON reads back");
        assert_eq!(read, code);
    }
    for error in [strict.err(), lenient.err()].into_iter().flatten() {
        let message = error.to_string();
        assert!(!message.contains(char::is_control), "one line: {message:?}");
        assert!(error.position().is_none_or(|at| at <= text.len()));
    }
    let mut items = 0;
    for (strict, lenient) in T::parse_list(text).zip(T::parse_list(text).lenient()) {
        items += 1;
        if let Ok(code) = strict {
            assert_eq!(
                lenient,
                Ok(code),
                "an item of a list is a text like another"
            );
        }
    }
    assert!(items <= text.len(), "no item comes from nothing");
    let _ = serde_json::from_str::<T>(text);
}
