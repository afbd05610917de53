//! Adds `request()` to every operation: builds the request without sending it.
//!
//! The generator only writes `send()`, which sends, reads and decodes. Callers who control these
//! steps (retries, rate limits, a limit on the body, the raw JSON) would have to build the request
//! by hand. `request()` is the first half of `send()`.

use syn::{Block, ImplItem, ImplItemFn, Item, ItemImpl, Local, Pat, Stmt, Visibility, parse_quote};

/// Adds `request()` beside every `send()`. An error names the code that has an unexpected shape.
pub(super) fn expose(file: &mut syn::File) -> Result<(), String> {
    let modules = file.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    });
    for item in modules.flat_map(|(_, items)| items) {
        if let Item::Impl(item) = item {
            add_request(item)?;
        }
    }
    Ok(())
}

fn add_request(item: &mut ItemImpl) -> Result<(), String> {
    let send = item.items.iter().find_map(|member| match member {
        ImplItem::Fn(function) if function.sig.ident == "send" => Some(function),
        _ => None,
    });
    let Some(send) = send else { return Ok(()) };
    let name = quote::ToTokens::to_token_stream(&item.self_ty).to_string();
    let statements = first_half(&send.block)
        .ok_or_else(|| format!("no `let mut request = …` in `send` of {name}"))?;
    let request: ImplItemFn = parse_quote! {
        /// The request as this builder describes it, not yet sent.
        ///
        /// # Errors
        ///
        /// `Error::InvalidRequest` when a parameter is missing or was refused.
        pub fn request(self) -> Result<reqwest::Request, Error<()>> {
            #(#statements)*
            crate::hooks::prepare(&mut request);
            Ok(request)
        }
    };
    debug_assert!(matches!(request.vis, Visibility::Public(_)));
    item.items.push(ImplItem::Fn(request));
    Ok(())
}

/// The statements of `send` up to the one that builds the request.
fn first_half(block: &Block) -> Option<&[Stmt]> {
    let binds_request = |statement: &Stmt| match statement {
        Stmt::Local(Local {
            pat: Pat::Ident(pat),
            ..
        }) => pat.ident == "request",
        _ => false,
    };
    let last = block.stmts.iter().rposition(binds_request)?;
    Some(&block.stmts[..=last])
}
