//! What the documents say of the program is what the program does: their paths, commands, lists and studies are read and
//! tried.

mod columns;
mod commands;
mod defaults;
mod derived;
mod elsewhere;
mod files;
mod glossary;
mod languages;
mod names;
mod resolved;
mod steps;
mod studies;
mod tape;
mod text;
mod validation;
