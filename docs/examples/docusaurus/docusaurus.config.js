export default {title: 'Kvist', url: 'https://kvist.example', baseUrl: '/'};
