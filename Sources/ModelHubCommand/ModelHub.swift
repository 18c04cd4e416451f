import ArgumentParser

/// The command line: one subcommand a file.
public enum ModelHub {
  /// The version, as `--version` prints it and the site's pages say.
  public static let version = "0.1.0"

  /// Runs the command that the process's arguments name, and ends the process with its exit code.
  public static func run() {
    RootCommand.main()
  }
}

struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "modelhub",
    abstract: "A model registry as files in git: check it, review it, publish it as a static site.",
    discussion: """
      EXAMPLES
        modelhub validate                 every finding in every file, with its place
        modelhub build --out public       render the site
        modelhub import ../inference      entries from a checkout of Xinference
        modelhub list --type llm --ability chat

      EXIT CODES
        0 clean · 1 findings, or refused · 2 could not do the job · 64 wrong usage
      """,
    version: ModelHub.version,
    subcommands: [
      InitCommand.self,
      DoctorCommand.self,
      ValidateCommand.self,
      ExplainCommand.self,
      BuildCommand.self,
      ServeCommand.self,
      ListCommand.self,
      ShowCommand.self,
      NewCommand.self,
      ReadmeCommand.self,
      SetCommand.self,
      UnsetCommand.self,
      FieldsCommand.self,
      RenameCommand.self,
      DeprecateCommand.self,
      ExpireCommand.self,
      RemoveCommand.self,
      LifecycleCommand.self,
      FmtCommand.self,
      ReviewCommand.self,
      UpstreamCommand.self,
      AuthCommand.self,
      ImportCommand.self,
      ExportCommand.self,
      ConvertCommand.self,
      SchemaCommand.self,
      GitHookCommand.self,
      PeopleCommand.self,
      MineCommand.self,
    ])
}
