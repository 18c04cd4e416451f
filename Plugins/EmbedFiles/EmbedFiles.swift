import Foundation
import PackagePlugin

/// Turns the folders that a target links to into Swift source, so that the program carries their files in itself.
@main struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    // A link inside the target's own folder makes the build system look again when a file comes or goes.
    let folders = try FileManager.default.contentsOfDirectory(
      at: target.directoryURL, includingPropertiesForKeys: [.isSymbolicLinkKey]
    ).filter { try $0.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink == true }
    let inputs = folders.flatMap { folder in
      let root = folder.resolvingSymlinksInPath()
      let below = FileManager.default.subpaths(atPath: root.path) ?? []
      return [root] + below.map { root.appending(path: $0) }
    }
    return [
      .buildCommand(
        displayName: "Embedding the files of \(target.name)",
        executable: try context.tool(named: "embed-files").url,
        arguments: [output.path] + folders.map(\.path).sorted(), inputFiles: inputs, outputFiles: [output])
    ]
  }
}
