//! `switch ROOT < mutants.json`: builds all mutants of the list into the files of ROOT, each behind `crate::mutated(N)`.
//!
//! A mutant is what `cargo mutants --list --json` says of it, with a number `id`. Prints the ids that were built in, one a
//! line; what has no place for a switch (a function that returns `impl Trait`, a condition with `let`) is left out.
use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{LineColumn, Span};
use serde::Deserialize;
use syn::spanned::Spanned as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, BinOp, Block, Expr, ReturnType, Signature, Type, UnOp, parse_quote};

#[derive(Debug, Deserialize)]
struct Place {
    line: usize,
    column: usize,
}

#[derive(Debug, Deserialize)]
struct Between {
    start: Place,
    end: Place,
}

#[derive(Debug, Deserialize)]
struct Mutant {
    id: u32,
    file: String,
    genre: String,
    replacement: String,
    span: Between,
    name: String,
}

impl Mutant {
    fn starts_at(&self, at: LineColumn) -> bool {
        (self.span.start.line, self.span.start.column) == (at.line, at.column + 1)
    }
    fn is(&self, genre: &str, span: Span) -> bool {
        let end = span.end();
        self.genre == genre
            && self.starts_at(span.start())
            && (self.span.end.line, self.span.end.column) == (end.line, end.column + 1)
    }
}

struct Switches<'a> {
    mutants: Vec<&'a Mutant>,
    built: Vec<u32>,
}

impl Switches<'_> {
    fn of(&self, genre: &str, span: Span) -> Vec<(u32, String, String)> {
        let fitting = self.mutants.iter().filter(|mutant| mutant.is(genre, span));
        fitting.map(|mutant| (mutant.id, mutant.replacement.clone(), mutant.name.clone())).collect()
    }
    fn choose(&mut self, id: u32, mutant: Expr, original: &Expr) -> Expr {
        self.built.push(id);
        parse_quote!((if crate::mutated(#id) { #mutant } else { #original }))
    }
    fn function(&mut self, signature: &Signature, block: &mut Block) {
        let opaque = matches!(&signature.output, ReturnType::Type(_, of) if matches!(**of, Type::ImplTrait(_)));
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else { return };
        let (start, end) = (first.span().start(), last.span().end());
        let fitting = |mutant: &&&Mutant| {
            mutant.genre == "FnValue"
                && mutant.starts_at(start)
                && (mutant.span.end.line, mutant.span.end.column) == (end.line, end.column + 1)
        };
        let found: Vec<(u32, String)> =
            self.mutants.iter().filter(fitting).map(|one| (one.id, one.replacement.clone())).collect();
        visit_mut::visit_block_mut(self, block);
        if opaque || signature.constness.is_some() {
            return;
        }
        for (id, replacement) in found {
            let Ok(value) = syn::parse_str::<Expr>(&replacement) else { continue };
            block.stmts.insert(0, parse_quote!(if crate::mutated(#id) { return #value; }));
            self.built.push(id);
        }
    }
}

fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

impl VisitMut for Switches<'_> {
    fn visit_item_fn_mut(&mut self, item: &mut syn::ItemFn) {
        self.function(&item.sig, &mut item.block);
    }
    fn visit_impl_item_fn_mut(&mut self, item: &mut syn::ImplItemFn) {
        self.function(&item.sig, &mut item.block);
    }
    // Constants are not computed when a switch could be read.
    fn visit_item_const_mut(&mut self, _: &mut syn::ItemConst) {}
    fn visit_impl_item_const_mut(&mut self, _: &mut syn::ImplItemConst) {}

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        let whole = self.of("MatchArm", arm.span());
        let guards = arm.guard.as_ref().map(|(_, guard)| self.of("MatchArmGuard", guard.span())).unwrap_or_default();
        visit_mut::visit_arm_mut(self, arm);
        for (id, replacement, _) in guards {
            if let (Some((_, guard)), Ok(value)) = (&mut arm.guard, syn::parse_str::<Expr>(&replacement))
                && !has_let(guard)
            {
                let original = (**guard).clone();
                **guard = self.choose(id, value, &original);
            }
        }
        for (id, _, _) in whole {
            let guard: Expr = match &arm.guard {
                Some((_, guard)) => parse_quote!(!crate::mutated(#id) && (#guard)),
                None => parse_quote!(!crate::mutated(#id)),
            };
            arm.guard = Some((Default::default(), Box::new(guard)));
            self.built.push(id);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let operator = match expr {
            Expr::Binary(binary) => self.of("BinaryOperator", binary.op.span()),
            Expr::Unary(unary) => self.of("UnaryOperator", unary.op.span()),
            // A field's name is in the name of its mutant; the whole literal is told by where the field stands.
            _ => Vec::new(),
        };
        let fields: Vec<(usize, u32)> = match expr {
            Expr::Struct(literal) if literal.rest.is_some() => {
                let places = literal.fields.iter().enumerate();
                let on = |(at, field): (usize, &syn::FieldValue)| {
                    let start = field.span().start();
                    let fitting = self.mutants.iter().find(|one| one.genre == "StructField" && one.starts_at(start));
                    fitting.map(|mutant| (at, mutant.id))
                };
                places.filter_map(on).collect()
            }
            _ => Vec::new(),
        };
        visit_mut::visit_expr_mut(self, expr);
        for (at, id) in fields {
            let Expr::Struct(original) = expr.clone() else { break };
            let mut fewer = original.clone();
            fewer.fields = original.fields.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, f)| f.clone()).collect();
            if !fewer.fields.is_empty() {
                fewer.fields.push_punct(Default::default());
            }
            let original = Expr::Struct(original);
            *expr = self.choose(id, Expr::Struct(fewer), &original);
            // One field a literal: the next would look for it behind the switch.
            break;
        }
        let original = expr.clone();
        for (id, replacement, _) in operator {
            let mutant: Option<Expr> = match &original {
                Expr::Binary(binary) if !has_let(&original) => {
                    syn::parse_str::<BinOp>(&replacement).ok().map(|op| {
                        let mut binary = binary.clone();
                        binary.op = op;
                        Expr::Binary(binary)
                    })
                }
                Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) => Some((*unary.expr).clone()),
                _ => None,
            };
            if let Some(mutant) = mutant {
                let rest = expr.clone();
                *expr = self.choose(id, mutant, &rest);
            }
        }
    }
}

const SWITCH: &str = "
#[doc(hidden)]
#[allow(missing_docs)]
pub fn mutated(id: u32) -> bool {
    static ACTIVE: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    *ACTIVE.get_or_init(|| std::env::var(\"MUTANT\").ok().and_then(|text| text.parse().ok()).unwrap_or(0)) == id
}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::env::args().nth(1).ok_or("usage: switch ROOT < mutants.json")?;
    let mutants: Vec<Mutant> = serde_json::from_reader(std::io::stdin().lock())?;
    let mut by_file: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in &mutants {
        by_file.entry(&mutant.file).or_default().push(mutant);
    }
    for (name, mutants) in by_file {
        let path = Path::new(&root).join(name);
        let mut file = syn::parse_file(&std::fs::read_to_string(&path)?)?;
        let mut switches = Switches { mutants, built: Vec::new() };
        switches.visit_file_mut(&mut file);
        std::fs::write(&path, prettyplease::unparse(&file))?;
        switches.built.iter().for_each(|id| println!("{id}"));
    }
    let library = Path::new(&root).join("core/src/lib.rs");
    let text = std::fs::read_to_string(&library)?;
    if !text.contains("fn mutated") {
        std::fs::write(&library, text + SWITCH)?;
    }
    Ok(())
}
