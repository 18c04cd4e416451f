import ChildProcesses
public import ModelFacts

/// Downloads by the system's `curl` program.
///
/// The program is told everything on its standard input: neither addresses nor tokens are seen in a list of processes.
public struct CurlDownloader: Downloader {
  private let timeout: Int

  /// Makes a downloader that gives up on an answer after some seconds.
  public init(timeout: Int = 120) {
    self.timeout = timeout
  }

  /// Fetches what is at an address; see ``Downloader/fetch(_:)``.
  public func fetch(_ download: Download) throws(RepositoryError) -> DownloadAnswer {
    let command = Command("curl", ["--disable", "--config", "-"])
    let finished: Finished
    do {
      finished = try command.run(
        input: Array(settings(download).utf8), timeout: .seconds(timeout + 30), outputLimit: download.limit)
    } catch {
      throw Self.fault(error, download)
    }
    let report = finished.errorText.split(separator: "\n")
    let status = report.last.flatMap { Int($0) } ?? 0
    if status == 0 || (finished.status != .exited(0) && status < 400) {
      let reason = report.dropLast().last.map { " (\($0))" } ?? ""
      throw RepositoryError(
        .unreachable, "No answer from \(download.address)\(reason). Look at the address and the network.")
    }
    return DownloadAnswer(status: status, body: status < 300 ? finished.output : [])
  }

  private func settings(_ download: Download) -> String {
    var lines = [
      "url = \(quoted(download.address))", "silent", "show-error", "globoff", "max-redirs = 8",
      "proto = \"=http,https\"", "proto-redir = \"=http,https\"", "connect-timeout = 15",
      "max-time = \(timeout)",
      "retry = 3", "retry-max-time = \(timeout / 2)", "fail", "write-out = \"%{stderr}\\n%{http_code}\"",
      "user-agent = \"modelhub\"",
    ]
    if download.followsRedirects { lines.append("location") }
    // An empty range cannot be asked for; one byte can.
    if let range = download.range {
      lines.append("range = \"\(range.lowerBound)-\(max(range.lowerBound, range.upperBound - 1))\"")
    }
    if let token = download.token { lines.append("header = \(quoted("Authorization: Bearer \(token)"))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value as curl's settings write it; what could end the line is left out.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result += String(Character(scalar))
    }
    return result + "\""
  }

  private static func fault(_ error: ChildProcessError, _ download: Download) -> RepositoryError {
    switch error.code {
    case .notStarted:
      RepositoryError(.unreachable, "Hubs are read by the program ‘curl’, which is not there. Install it.")
    case .tooMuchOutput:
      RepositoryError(
        .badAnswer,
        "\(download.address) sends more than the \(download.limit) bytes that were to be expected, and was cut off."
      )
    case .timedOut:
      RepositoryError(.unreachable, "\(download.address) takes too long to answer. Try again later.")
    case .system: RepositoryError(.unreachable, error.sentence)
    }
  }
}
