import ModelHubCommand

ModelHub.run()
