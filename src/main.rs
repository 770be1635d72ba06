fn main() -> std::process::ExitCode {
    underwater::cli::main()
}
