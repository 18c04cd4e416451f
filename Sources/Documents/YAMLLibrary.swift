import CLibYAML

/// The library that scans YAML.
public enum YAMLLibrary {
  /// The version of libyaml that this process runs with.
  public static var version: String { unsafe String(cString: yaml_get_version_string()) }
}
