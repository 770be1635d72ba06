//! `underwater completions` and `underwater man`: what shells and manuals are told of the arguments.

use std::io::{self, Write};

use clap::Command;
use clap_complete::Shell;

use super::failure::Failure;

/// Prints the completions of a shell.
pub(super) fn completions(mut command: Command, shell: Shell) -> Result<(), Failure> {
    // Into memory first: the generator knows no closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "underwater", &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}

/// Prints the manual page, a section for each command.
pub(super) fn man(command: Command) -> Result<(), Failure> {
    let mut page = Vec::new();
    let mut command = command;
    command.build();
    let manual = clap_mangen::Man::new(command.clone());
    manual.render_title(&mut page)?;
    manual.render_name_section(&mut page)?;
    manual.render_synopsis_section(&mut page)?;
    manual.render_description_section(&mut page)?;
    manual.render_options_section(&mut page)?;
    // Not the list of the library: it names a page for each command, and all of them are sections of this one.
    writeln!(page, ".SH COMMANDS")?;
    for sub in command.get_subcommands() {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(page, ".TP\n\\fB{}\\fR\n{about}", sub.get_name())?;
    }
    manual.render_extra_section(&mut page)?;
    manual.render_version_section(&mut page)?;
    sections(&command, "", &mut page)?;
    Ok(io::stdout().lock().write_all(&page)?)
}

/// A section for each command below this one, and those below it.
fn sections(command: &Command, above: &str, page: &mut Vec<u8>) -> io::Result<()> {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let manual = clap_mangen::Man::new(sub.clone());
        let heading = format!("{above}{}", sub.get_name().to_uppercase());
        writeln!(page, ".SH {heading}")?;
        manual.render_description_section(page)?;
        manual.render_synopsis_section(page)?;
        manual.render_options_section(page)?;
        manual.render_extra_section(page)?;
        sections(sub, &format!("{heading} "), page)?;
    }
    Ok(())
}
