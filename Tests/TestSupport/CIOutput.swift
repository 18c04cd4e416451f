import FoundationEssentials

/// What a run leaves for people to look at: `ci-output/` at the package's root.
public enum CIOutput {
  /// Keeps a file there.
  public static func keep(_ bytes: [UInt8], as path: String) throws {
    let target = SharedData.packageRoot.appending(path: "ci-output").appending(path: path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: target)
  }
}
