// The image an app runs now, so that provisioning again does not put the placeholder back.

@description('Whether the app exists; azd knows.')
param exists bool

@description('The app\'s name.')
param name string

@description('The image where there is no app yet.')
param placeholder string

resource app 'Microsoft.App/containerApps@2025-07-01' existing = if (exists) {
  name: name
}

output image string = exists ? app!.properties.template.containers[0].image : placeholder
