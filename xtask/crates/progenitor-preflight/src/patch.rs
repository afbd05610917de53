//! Changes the code of operations for constructs that the generator has no form for.

use std::collections::BTreeMap;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Expr, ExprMatch, ExprMethodCall, Ident, ImplItem, Item, ItemImpl, Type, parse_quote,
};

/// The changes to one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Patch {
    /// The media type to request.
    pub(crate) accept: Option<String>,
    /// The media type of the body.
    pub(crate) content_type: Option<String>,
    /// Codes without a body in an operation whose other codes have one: read as `None`.
    pub(crate) empty: Vec<u16>,
}

/// Applies each patch to the builder of its name, and supports HTTP methods that the HTTP client
/// has no function for.
pub(crate) fn apply(file: &mut syn::File, patches: &BTreeMap<String, Patch>) {
    let unchanged = Patch::default();
    let modules = file.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    });
    for item in modules.flat_map(|(_, items)| items) {
        if let Item::Impl(item) = item {
            let name = name(item).map(ToString::to_string).unwrap_or_default();
            let patch = patches.get(&name).unwrap_or(&unchanged);
            for member in &mut item.items {
                if let ImplItem::Fn(function) = member
                    && function.sig.ident == "send"
                {
                    Patcher { patch }.visit_block_mut(&mut function.block);
                }
            }
        }
    }
}

fn name(item: &ItemImpl) -> Option<&Ident> {
    match &*item.self_ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

struct Patcher<'p> {
    patch: &'p Patch,
}

impl VisitMut for Patcher<'_> {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        let method = call.method.to_string();
        match method.as_str() {
            "header" => self.header(call),
            "json" => {
                if let Some(content_type) = &self.patch.content_type {
                    let receiver = &call.receiver;
                    // An existing header stays: `json` sets it only when missing.
                    *call.receiver = parse_quote! {
                        #receiver.header(
                            ::reqwest::header::CONTENT_TYPE,
                            ::reqwest::header::HeaderValue::from_static(#content_type),
                        )
                    };
                }
            }
            "options" | "trace" => {
                let method = Ident::new(&method.to_uppercase(), call.method.span());
                call.method = Ident::new("request", call.method.span());
                call.args
                    .insert(0, parse_quote!(::reqwest::Method::#method));
            }
            _ => {}
        }
    }

    fn visit_expr_match_mut(&mut self, found: &mut ExprMatch) {
        visit_mut::visit_expr_match_mut(self, found);
        let by_status = matches!(&*found.expr, Expr::MethodCall(call) if call.method == "as_u16");
        if !by_status {
            return;
        }
        let arms = self.patch.empty.iter().map(|code| -> Arm {
            let nothing: Expr = parse_quote! {
                ResponseValue::new(
                    ::std::default::Default::default(),
                    response.status(),
                    response.headers().clone(),
                )
            };
            match code {
                200..=299 => parse_quote!(#code => Ok(#nothing),),
                _ => parse_quote!(#code => Err(Error::ErrorResponse(#nothing)),),
            }
        });
        let arms: Vec<Arm> = arms.chain(found.arms.drain(..)).collect();
        found.arms = arms;
    }
}

impl Patcher<'_> {
    fn header(&self, call: &mut ExprMethodCall) {
        let wanted = match last_segment(call.args.first()).as_deref() {
            Some("ACCEPT") => &self.patch.accept,
            Some("CONTENT_TYPE") => &self.patch.content_type,
            _ => return,
        };
        let (Some(wanted), Some(Expr::Call(value))) = (wanted, call.args.iter_mut().nth(1)) else {
            return;
        };
        if let Some(text) = value.args.first_mut() {
            *text = parse_quote!(#wanted);
        }
    }
}

fn last_segment(expr: Option<&Expr>) -> Option<String> {
    match expr? {
        Expr::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}
